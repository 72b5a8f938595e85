// "choice" and "questions": one of several, or a free answer. A wrong choice may be mended; only the first one counts.
(function (app) {
  'use strict';

  let names = 0;  // of groups of buttons on the page

  // A question with options; `done(first)` tells whether the first try was right.
  function options_of(lesson, {legend, listen, options, correct, after, done}) {
    const feedback = lesson.feedback();
    const name = `choice-${++names}`, several = correct.length > 1;
    let tried = false, settled = false;
    const inputs = options.map((option, i) => app.element('input', {type: several ? 'checkbox' : 'radio', name, value: i, onchange: () => { if (!several) look(i); }}));
    function settle(first) {
      settled = true;
      for (const input of inputs) input.disabled = true;
      correct.forEach((i) => labels[i].classList.add('right'));
      feedback.show('right', app.text('web.exercise_right'));
      if (after) feedback.element.after(after);
      done(first);
    }
    function look(i) {
      const chosen = several ? inputs.map((input, at) => (input.checked ? at : -1)).filter((at) => at >= 0) : [i];
      const right = chosen.length === correct.length && chosen.every((at) => correct.includes(at));
      if (right) return settle(!tried);
      tried = true;
      if (!several) labels[i].classList.add('wrong');
      feedback.show('wrong', app.text('web.exercise_wrong'));
    }
    const labels = options.map((option, i) => app.element('label', {class: 'option'}, inputs[i], option));
    return app.element('li', {class: 'exercise-line'}, listen, app.element('div', {class: 'line-body'},
      app.element('fieldset', {class: 'options'}, app.element('legend', {}, legend), app.element('div', {class: 'option-list'}, labels)),
      several ? app.element('button', {type: 'button', class: 'button', onclick: () => { if (!settled) look(); }}, app.text('web.exercise_check')) : null,
      feedback.element));
  }
  function counter(lesson, total) {
    let right = 0, done = 0;
    return (first) => {
      right += first ? 1 : 0;
      lesson.score(right, total, ++done === total);
    };
  }

  app.exercises.choice = (lesson) => {
    const {activity} = lesson;
    const done = counter(lesson, activity.items.length);
    const blank = (item) => {
      const pieces = app.pieces(item.text, [item.gap.span]);
      return app.element('span', lesson.own({class: 'line-text'}), pieces[0], app.element('span', {class: 'blank', role: 'img', 'aria-label': app.text('web.exercise_blank')}, '\u00A0'.repeat(12)), pieces[2]);
    };
    const element = app.element('ol', {class: 'exercise-lines'}, activity.items.map((item, i) => options_of(lesson, {legend: blank(item),
      listen: lesson.listen(item, i + 1), options: item.options.map((option) => app.element('span', lesson.own({}), option)), correct: [item.correct], done})));
    return {element,
      sheet: app.element('ol', lesson.own({}), activity.items.map((item) => app.element('li', {}, blank(item),
        app.element('p', {class: 'boxes'}, item.options.map((option) => app.element('span', {}, '☐ ', option)))))),
      key: app.element('ol', lesson.own({}), activity.items.map((item) => app.element('li', {}, item.options[item.correct])))};
  };

  // A free answer: compared where the curator said what is right, for talking about where not.
  function free_answer(lesson, item, question, done) {
    const feedback = lesson.feedback();
    const language = lesson.activity.language;
    const input = app.element('textarea', {rows: 2, 'aria-label': app.text('web.exercise_your_answer')});
    const accepted = item.answers.flatMap((answer) => Object.entries(answer));
    let tried = false, settled = false;
    function look() {
      if (settled || !input.value.trim()) return;
      const results = accepted.map(([tag, answer]) => app.compare_answer(answer, input.value, tag === 'und' ? language : tag));
      const result = !accepted.length || results.includes('right') ? 'right' : results.includes('almost') ? 'almost' : 'wrong';
      feedback.show(result, app.text(accepted.length ? `web.exercise_${result}` : 'web.exercise_talk'));
      if (result !== 'right') {
        tried = true;
        return;
      }
      settled = true;
      const explanation = lesson.meaning_element('p', item.explanation, {class: 'explanation'});
      if (explanation) feedback.element.after(explanation);
      done(!tried);
    }
    return app.element('li', {class: 'exercise-line'}, app.element('div', {class: 'line-body'}, question, input,
      app.element('button', {type: 'button', class: 'button', onclick: look}, app.text('web.exercise_check')), feedback.element));
  }

  app.exercises.questions = (lesson) => {
    const {activity} = lesson;
    const done = counter(lesson, activity.items.length);
    const text = (name, texts, attributes) => app.localised(name, texts, activity.language, attributes);
    const element = app.element('ol', {class: 'exercise-lines'}, activity.items.map((item) => (item.options.length
      ? options_of(lesson, {legend: text('span', item.question, {class: 'line-text'}), options: item.options.map((option) => text('span', option)),
        correct: item.correct, after: Object.keys(item.explanation).length ? text('p', item.explanation, {class: 'explanation'}) : null, done})
      : free_answer(lesson, item, text('p', item.question, {class: 'line-text'}), done))));
    return {element,
      sheet: app.element('ol', {}, activity.items.map((item) => app.element('li', {}, text('span', item.question), item.options.length
        ? app.element('p', {class: 'boxes'}, item.options.map((option) => app.element('span', {}, '☐ ', text('span', option)))) : app.element('p', {class: 'rule'})))),
      key: app.element('ol', {}, activity.items.map((item) => app.element('li', {}, item.correct.map((i) => text('span', item.options[i])), item.answers.map((answer) => text('span', answer)))))};
  };
})(window.integrart);
