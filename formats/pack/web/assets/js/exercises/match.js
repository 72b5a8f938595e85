// "match": one line at a time with all meanings that are still free; a right choice takes its meaning out.
(function (app) {
  'use strict';

  function group_of(lesson, item, number, solved) {
    const feedback = lesson.feedback();
    const pairs = app.element('ul', {class: 'pairs'});
    const question = app.element('div', {class: 'match-question'});
    const meanings = app.element('div', {class: 'option-list column', role: 'group', 'aria-label': app.text('web.exercise_meaning')});
    const languages = Object.keys(item.pairs[0].translation);
    const language = lesson.meaning(item.pairs[0].translation).language;
    let now = 0, tried = false, right = 0;
    const meaning = (i) => item.pairs[i].translation[language] || item.pairs[i].translation[languages[0]];
    const buttons = item.shown.map((i) => app.element('button', app.in_language(language, {type: 'button', class: 'option', onclick: () => choose(i)}), meaning(i)));
    function show() {
      const pair = item.pairs[now];
      question.replaceChildren(...(pair ? [app.element('p', lesson.own({class: 'line-text', tabindex: '-1'}), pair.line)] : []));
    }
    function choose(i) {
      const button = buttons[item.shown.indexOf(i)];
      if (i !== now) {
        tried = true;
        button.classList.add('wrong');
        feedback.show('wrong', app.text('web.exercise_wrong'));
        return;
      }
      right += tried ? 0 : 1;
      solved(!tried);
      feedback.show('right', app.text('web.exercise_right'));
      pairs.append(app.element('li', {}, app.element('span', lesson.own({class: 'first'}), item.pairs[i].line),
        app.element('span', app.in_language(language, {class: 'second'}), meaning(i))));
      button.remove();
      for (const other of buttons) other.classList.remove('wrong');
      ++now;
      tried = false;
      show();
      if (now < item.pairs.length) question.firstChild.focus();
    }
    meanings.append(...buttons);
    show();
    return app.element('section', {class: 'match-group', 'aria-label': app.text('web.exercise_part', {number})},
      app.element('div', {class: 'group-head'}, lesson.listen(item, number), app.element('h2', {}, app.text('web.exercise_part', {number}))),
      pairs, question, meanings, feedback.element);
  }

  app.exercises.match = (lesson) => {
    const {items} = lesson.activity;
    const total = items.reduce((sum, item) => sum + item.pairs.length, 0);
    let right = 0, done = 0;
    const letter = (i) => String.fromCharCode(65 + i);
    const element = app.element('div', {class: 'match-groups'}, items.map((item, i) => group_of(lesson, item, i + 1, (first) => {
      right += first ? 1 : 0;
      lesson.score(right, total, ++done === total);
    })));
    return {element,
      sheet: items.map((item) => app.element('div', {class: 'two-columns'},
        app.element('ol', lesson.own({}), item.pairs.map((pair) => app.element('li', {}, app.element('span', {class: 'box'}), pair.line))),
        app.element('ul', {class: 'lettered'}, item.shown.map((i, at) => app.element('li', {}, `${letter(at)}  `, lesson.meaning_element('span', item.pairs[i].translation)))))),
      key: items.map((item) => app.element('p', {}, item.pairs.map((_, i) => `${i + 1}${letter(item.shown.indexOf(i))}`).join(' ')))};
  };
})(window.integrart);
