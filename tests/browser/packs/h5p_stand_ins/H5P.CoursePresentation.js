// All slides, one below the other.
H5P.CoursePresentation = function (params, id) {
  H5P.EventDispatcher.call(this);
  const $ = H5P.jQuery;
  this.attach = ($container) => {
    for (const slide of params.presentation.slides) {
      const $slide = $('<section>').appendTo($container);
      for (const element of slide.elements) H5P.newRunnable(element.action, id, $('<div>').appendTo($slide), true);
    }
    $('<p>').text(params.l10n.nextSlide).appendTo($container);
  };
};
H5P.CoursePresentation.prototype = Object.create(H5P.EventDispatcher.prototype);
