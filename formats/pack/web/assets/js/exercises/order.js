// "order": lines that are moved up and down until they stand right. Buttons, so that keyboard and fingers do the same.
(function (app) {
  'use strict';

  function group_of(lesson, item, number, solved) {
    const feedback = lesson.feedback();
    const list = app.element('ol', {class: 'order-lines'});
    let order = item.shown.slice(), done = false, moves = 0;
    const is_right = () => order.every((line, i) => line === i);
    const rows = item.lines.map((text, line) => {
      const up = app.icon_button('up', app.text('web.exercise_up', {line: text}), () => move(line, -1, up));
      const down = app.icon_button('down', app.text('web.exercise_down', {line: text}), () => move(line, 1, down));
      return app.element('li', {}, app.element('span', lesson.own({class: 'line-text'}), text), app.element('span', {class: 'movers'}, up, down));
    });
    function show() {
      list.replaceChildren(...order.map((line) => rows[line]));
      order.forEach((line, i) => {
        const [up, down] = rows[line].querySelectorAll('button');
        up.disabled = done || i === 0;
        down.disabled = done || i === order.length - 1;
      });
    }
    function move(line, step, button) {
      const at = order.indexOf(line), to = at + step;
      if (done || to < 0 || to >= order.length) return;
      [order[at], order[to]] = [order[to], order[at]];
      ++moves;
      for (const row of rows) row.classList.remove('right', 'wrong');
      done = is_right();
      show();
      if (done) {
        for (const row of rows) row.classList.add('right');
        feedback.show('right', app.text('web.exercise_in_order'));
        solved(true);
        return;
      }
      feedback.show('', '');
      app.say(app.text('web.exercise_place', {place: to + 1, total: order.length}));
      const other = rows[line].querySelector('button:not([disabled])');
      (button.disabled ? other : button).focus();
    }
    function check() {
      if (done) return;
      const right = order.filter((line, i) => line === i).length;
      order.forEach((line, i) => rows[line].classList.add(line === i ? 'right' : 'wrong'));
      feedback.show('wrong', app.text('web.exercise_stand_right', {right, total: order.length}));
    }
    show();
    return app.element('section', {class: 'order-group', 'aria-label': app.text('web.exercise_part', {number})},
      app.element('div', {class: 'group-head'}, lesson.listen(item, number), app.element('h2', {}, app.text('web.exercise_part', {number}))),
      list, app.element('button', {type: 'button', class: 'button plain', onclick: check}, app.text('web.exercise_check')), feedback.element);
  }

  app.exercises.order = (lesson) => {
    const {items} = lesson.activity;
    let right = 0;
    const element = app.element('div', {class: 'order-groups'}, items.map((item, i) => group_of(lesson, item, i + 1, () => {
      ++right;
      lesson.score(right, items.length, right === items.length);
    })));
    return {element,
      sheet: items.map((item) => app.element('ul', lesson.own({class: 'to-number'}), item.shown.map((line) => app.element('li', {}, app.element('span', {class: 'box'}), item.lines[line])))),
      key: items.map((item) => app.element('p', {}, item.shown.map((line) => line + 1).join(' – ')))};
  };
})(window.integrart);
