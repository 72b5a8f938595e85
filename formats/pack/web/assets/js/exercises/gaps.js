// "gap_fill": lines with fields for the missing words. Every field answers at once; a second way to the answer is help.
(function (app) {
  'use strict';

  const label = (number, gap) => (gap.tip ? app.text('web.exercise_gap_tip', {number, tip: gap.tip}) : app.text('web.exercise_gap', {number}));

  app.exercises.gap_fill = (lesson) => {
    const {activity} = lesson;
    const fields = [];
    const count = () => lesson.score(fields.filter((field) => field.state === 'right').length, fields.length, fields.every((field) => field.state));
    function field_of(gap, answer, feedback) {
      const field = {state: '', helped: 0};
      const number = fields.push(field);
      const input = app.element('input', lesson.own({type: 'text', class: 'gap', 'aria-label': label(number, gap), placeholder: gap.tip || null, autocomplete: 'off',
        autocapitalize: 'off', autocorrect: 'off', spellcheck: 'false'}));
      input.style.inlineSize = `calc(${Math.max(3, [...answer].length)}ch + 1.6rem)`;
      const settle = (state) => {
        field.state = state;
        input.className = `gap ${state}`;
        input.readOnly = Boolean(state);
        input.removeAttribute('aria-invalid');
        count();
      };
      function look(by_enter) {
        if (field.state || !input.value.trim()) return;
        const results = gap.answers.map((one) => app.compare_answer(one, input.value, activity.language));
        const result = results.includes('right') ? 'right' : results.includes('almost') ? 'almost' : 'wrong';
        feedback.show(result, app.text(`web.exercise_${result}`));
        if (result === 'right') {
          input.value = answer;
          settle('right');
          const next = fields.slice(number).find((one) => !one.state);
          if (by_enter && next) next.input.focus();
        } else {
          input.className = `gap ${result}`;
          input.setAttribute('aria-invalid', 'true');
        }
      }
      input.addEventListener('change', () => look(false));
      input.addEventListener('input', () => { if (!field.state) { input.className = 'gap'; input.removeAttribute('aria-invalid'); } });
      input.addEventListener('keydown', (event) => { if (event.key === 'Enter') { event.preventDefault(); look(true); } });
      field.input = input;
      // First the first letter, then the word.
      field.help = () => {
        if (field.helped++ === 0) {
          feedback.show('shown', app.text('web.exercise_begins', {letter: `${[...answer][0]}…`}));
          input.focus();
          return;
        }
        input.value = answer;
        settle('shown');
        feedback.show('shown', app.text('web.exercise_answer', {answer}));
      };
      return field;
    }
    function line_of(item, number) {
      const feedback = lesson.feedback();
      const pieces = app.pieces(item.text, item.gaps.map((gap) => gap.span));
      const own = item.gaps.map((gap, i) => field_of(gap, pieces[2 * i + 1], feedback));
      return app.element('li', {class: 'exercise-line'}, lesson.listen(item, number),
        app.element('div', {class: 'line-body'},
          app.element('p', lesson.own({class: 'line-text'}), pieces.map((piece, i) => (i % 2 ? own[(i - 1) / 2].input : piece))), feedback.element),
        app.icon_button('help', app.text('web.exercise_help', {number}), () => {
          const open = own.find((field) => !field.state);
          if (open) open.help();
        }, {class: 'icon-button help'}));
    }
    const words = activity.items.flatMap((item) => app.pieces(item.text, item.gaps.map((gap) => gap.span)).filter((_, i) => i % 2));
    const bank = [...new Set(words)].sort((a, b) => a.localeCompare(b, activity.language));
    const blank = (word) => app.element('span', {class: 'blank'}, '\u00A0'.repeat(Math.max(8, 2 * [...word].length)));
    const element = app.element('ol', {class: 'exercise-lines'}, activity.items.map((item, i) => line_of(item, i + 1)));
    return {element,
      sheet: [app.element('p', lesson.own({class: 'word-bank'}), bank.map((word) => app.element('span', {}, word))),
        app.element('ol', lesson.own({}), activity.items.map((item) => app.element('li', {},
          app.pieces(item.text, item.gaps.map((gap) => gap.span)).map((piece, i) => (i % 2 ? blank(piece) : piece)))))],
      key: app.element('ol', lesson.own({}), activity.items.map((item) => app.element('li', {},
        app.pieces(item.text, item.gaps.map((gap) => gap.span)).filter((_, i) => i % 2).join(', '))))};
  };
})(window.integrart);
