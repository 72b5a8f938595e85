// Gaps as inputs, with a button that gives the score.
H5P.Blanks = (function (Question) {
  function Blanks(params) {
    Question.call(this);
    this.params = params;
  }
  Blanks.prototype = Object.create(Question.prototype);
  Blanks.prototype.attach = function ($container) {
    const self = this, solutions = [];
    const lines = this.params.questions.map((question) => question.replace(/\*([^*]+)\*/g, (all, gap) => {
      solutions.push(gap.split(':')[0].split('/').map((one) => one.trim()));
      return '<input class="h5p-text-input" aria-label="gap">';
    }));
    $container.addClass('h5p-blanks').html(this.params.text + lines.join('') + '<button class="h5p-question-check-answer"></button>');
    $container.find('button').text(this.params.checkAnswer).on('click', () => {
      const right = $container.find('input').get().filter((input, i) => solutions[i].includes(input.value.trim())).length;
      self.triggerXAPIScored(right, solutions.length, 'answered');
    });
  };
  return Blanks;
})(H5P.Question);
