// "vocabulary": words with the lines they are heard in; "flashcards": one side, then the other, until all are known.
(function (app) {
  'use strict';

  app.exercises.vocabulary = (lesson) => {
    const {activity, work} = lesson;
    const name = `words:${work.id}`;
    const known = new Set(app.load(name, []));
    const word_of = (item) => {
      const pieces = app.pieces(item.example, [item.span]);
      return app.element('span', lesson.own({class: 'example'}), pieces[0], app.element('b', {}, pieces[1]), pieces[2]);
    };
    const count = () => lesson.score(activity.items.filter((item) => known.has(item.word)).length, activity.items.length,
      activity.items.every((item) => known.has(item.word)));
    const row = (item, i) => {
      const box = app.element('input', {type: 'checkbox', checked: known.has(item.word), onchange: () => {
        if (box.checked) known.add(item.word);
        else known.delete(item.word);
        app.save(name, [...known]);
        line.classList.toggle('is-known', box.checked);
        count();
      }});
      const line = app.element('li', {class: known.has(item.word) ? 'is-known' : ''}, lesson.listen(item, i + 1),
        app.element('div', {class: 'line-body'},
          app.element('p', {class: 'word-head'}, app.element('strong', lesson.own({}), item.word), item.count > 1 ? app.element('span', {class: 'times'}, `× ${item.count}`) : null),
          word_of(item), lesson.meaning_element('span', item.translation, {class: 'second'})),
        app.element('label', {class: 'check'}, box, app.element('span', {}, app.text('web.exercise_known')), app.element('span', lesson.own({class: 'for-ears'}), item.word)));
      return line;
    };
    const element = app.element('ul', {class: 'word-list'}, activity.items.map(row));
    if (known.size) count();
    return {element, sheet: app.element('table', {class: 'word-table'}, app.element('tbody', {}, activity.items.map((item) => app.element('tr', {},
      app.element('th', lesson.own({scope: 'row'}), item.word), app.element('td', {}, word_of(item), app.element('br'), lesson.meaning_element('span', item.translation)), app.element('td', {class: 'rule'})))))};
  };

  app.exercises.flashcards = (lesson) => {
    const {activity} = lesson;
    const {items} = activity;
    let queue = items.map((_, i) => i), turned = false, first = new Set();
    const missed = new Set();
    const left = app.element('p', {class: 'cards-left', role: 'status'});
    const listen = app.element('span', {class: 'card-listen'});
    const front = app.element('p', lesson.own({class: 'card-front'}));
    const back = app.element('p', {class: 'card-back', 'aria-live': 'polite'});
    const turn = app.element('button', {type: 'button', class: 'button', onclick: () => { turned = true; show(); knew.focus(); }}, app.text('web.exercise_turn'));
    const knew = app.element('button', {type: 'button', class: 'button', onclick: () => answer(true)}, app.icon('done'), app.text('web.exercise_knew'));
    const not_yet = app.element('button', {type: 'button', class: 'button plain', onclick: () => answer(false)}, app.icon('repeat'), app.text('web.exercise_not_yet'));
    const card = app.element('div', {class: 'flashcard'}, listen, front, back);
    function show() {
      const item = items[queue[0]];
      left.textContent = app.text('web.exercise_cards_left', {count: queue.length});
      card.hidden = !item;
      turn.hidden = turned || !item;
      knew.hidden = not_yet.hidden = !turned || !item;
      card.classList.toggle('is-turned', turned);
      if (!item) return;
      listen.replaceChildren(...[lesson.listen(item, queue[0] + 1)].filter(Boolean));
      front.textContent = item.front;
      const best = lesson.meaning(item.back);
      back.textContent = turned ? best.text : '';
      back.lang = best.language;
      back.dir = app.direction(best.language);
    }
    function answer(yes) {
      const i = queue.shift();
      if (!yes) {
        missed.add(i);
        queue.push(i);
      } else if (!missed.has(i)) {
        first.add(i);
      }
      turned = false;
      lesson.score(first.size, items.length, !queue.length);
      show();
      if (queue.length) turn.focus();
    }
    show();
    return {element: app.element('div', {class: 'cards'}, left, card, app.element('div', {class: 'line-buttons'}, turn, knew, not_yet)),
      sheet: app.element('div', {class: 'card-sheet'}, items.map((item) => app.element('div', {}, app.element('p', lesson.own({}), item.front), lesson.meaning_element('p', item.back))))};
  };
})(window.integrart);
