H5P.Image = function (params, id) {
  this.attach = ($container) => { $container.append(H5P.jQuery('<img>', {src: H5P.getPath(params.file.path, id), alt: params.alt})); };
};
