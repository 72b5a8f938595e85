// "dictation": a line is heard and written; what is not right yet is shown word by word.
(function (app) {
  'use strict';

  // Which words of `written` stand in `wanted` in order (longest common subsequence): [[word, matches], ...].
  function marked_words(wanted, written, language) {
    const fold = (word) => app.folded_answer(word, language);
    const [a, b] = [wanted, written].map((text) => text.split(/\s+/).filter((word) => fold(word)));
    const table = Array.from({length: a.length + 1}, () => new Array(b.length + 1).fill(0));
    for (let i = a.length - 1; i >= 0; --i) {
      for (let j = b.length - 1; j >= 0; --j) {
        table[i][j] = fold(a[i]) === fold(b[j]) ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
      }
    }
    const marked = [];
    for (let i = 0, j = 0; j < b.length;) {
      if (i < a.length && fold(a[i]) === fold(b[j])) {
        marked.push([b[j++], true]);
        ++i;
      } else if (i < a.length && table[i + 1][j] >= table[i][j + 1]) {
        ++i;
      } else {
        marked.push([b[j++], false]);
      }
    }
    return marked;
  }

  app.exercises.dictation = (lesson) => {
    const {activity} = lesson;
    const states = activity.items.map(() => '');
    const count = () => lesson.score(states.filter((state) => state === 'right').length, states.length, states.every(Boolean));
    function line_of(item, i) {
      const feedback = lesson.feedback();
      const marks = app.element('p', lesson.own({class: 'marked-words'}));
      const input = app.element('textarea', lesson.own({rows: 2, class: 'dictation', 'aria-label': app.text('web.exercise_write', {number: i + 1}),
        autocomplete: 'off', autocapitalize: 'off', autocorrect: 'off', spellcheck: 'false'}));
      function settle(state) {
        states[i] = state;
        input.value = item.text;
        input.readOnly = true;
        buttons.hidden = true;
        input.className = `dictation ${state}`;
        marks.replaceChildren();
        if (Object.keys(item.translation).length) marks.append(lesson.meaning_element('span', item.translation, {class: 'second'}));
        count();
      }
      function look() {
        if (states[i] || !input.value.trim()) return;
        const result = app.compare_answer(item.text, input.value, activity.language);
        feedback.show(result, app.text(`web.exercise_${result}`));
        if (result === 'right') return settle('right');
        input.className = `dictation ${result}`;
        marks.replaceChildren(...marked_words(item.text, input.value, activity.language).flatMap(([word, fits]) =>
          [app.element(fits ? 'span' : 'mark', {class: fits ? 'fits' : 'misfits'}, word), ' ']));
      }
      input.addEventListener('keydown', (event) => { if (event.key === 'Enter') { event.preventDefault(); look(); } });
      const buttons = app.element('div', {class: 'line-buttons'},
        app.element('button', {type: 'button', class: 'button', onclick: look}, app.text('web.exercise_check')),
        app.element('button', {type: 'button', class: 'button plain', onclick: () => { settle('shown'); feedback.show('shown', app.text('web.exercise_answer', {answer: item.text})); }}, app.text('web.exercise_show')));
      return app.element('li', {class: 'exercise-line'}, lesson.listen(item, i + 1), app.element('div', {class: 'line-body'}, input, marks, buttons, feedback.element));
    }
    return {element: app.element('ol', {class: 'exercise-lines'}, activity.items.map(line_of)),
      sheet: app.element('ol', {}, activity.items.map(() => app.element('li', {class: 'write-here'}, app.element('span', {class: 'rule'})))),
      key: app.element('ol', lesson.own({}), activity.items.map((item) => app.element('li', {}, item.text)))};
  };
})(window.integrart);
