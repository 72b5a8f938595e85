// The text with its words in brackets, and the wrong words below.
H5P.DragText = (function (Question) {
  function DragText(params) {
    Question.call(this);
    this.params = params;
  }
  DragText.prototype = Object.create(Question.prototype);
  DragText.prototype.attach = function ($container) {
    const marked = (text) => (text || '').replace(/\*([^*]+)\*/g, '[$1]').replace(/\n/g, '<br>');
    $container.html(`${this.params.taskDescription}<p>${marked(this.params.textField)}</p><p>${marked(this.params.distractors)}</p><button></button>`);
    $container.find('button').text(this.params.checkAnswer);
  };
  return DragText;
})(H5P.Question);
