// All cards, both sides.
H5P.Dialogcards = function (params) {
  H5P.EventDispatcher.call(this);
  this.attach = ($container) => {
    $container.html(params.title + params.description + params.dialogs.map((card) => `<div>${card.text}${card.answer}</div>`).join('') + '<button></button>');
    $container.find('button').text(params.answer);
  };
};
H5P.Dialogcards.prototype = Object.create(H5P.EventDispatcher.prototype);
