// All lines of a work, in one language or two side by side; follows the sound, and a click goes to the line.
(function (app) {
  'use strict';

  app.transcript = (go_to) => {
    const list = app.element('ol', {class: 'lines'});
    const back = app.element('button', {type: 'button', class: 'to-line', hidden: true, onclick: () => follow(true)},
      app.icon('down'), app.text('web.back_to_line'));
    const scroller = app.element('div', {class: 'scroller', tabindex: '0', role: 'region',
      'aria-label': app.text('web.transcript')}, list);
    const element = app.element('div', {class: 'transcript'}, scroller, back);
    let rows = [], cues = [], now = -1, following = true;

    function show(first, second) {
      cues = first ? first.cues : [];
      const translations = second ? app.paired(cues, second.cues) : [];
      rows = cues.map((cue, i) => app.element('li', {},
        app.element('button', {type: 'button', class: 'line', onclick: () => go_to(i)},
          app.element('span', {class: 'when'}, app.clock(cue.b)),
          app.element('span', {class: 'said'},
            cue.who ? app.element('b', {class: 'who', dir: 'auto'}, cue.who) : null,
            app.element('span', app.in_language(first.language, {class: 'first'}), app.words_of(cue)),
            translations[i]
              ? app.element('span', app.in_language(second.language, {class: 'second'}), translations[i]) : null))));
      list.replaceChildren(...rows);
      now = -1;
    }
    function follow(yes) {
      following = yes;
      back.hidden = yes || now < 0;
      if (yes && now >= 0) bring_into_view(rows[now]);
    }
    // Scrolls the list only, never the page.
    function bring_into_view(row) {
      const top = row.offsetTop - scroller.clientHeight / 2 + row.offsetHeight / 2;
      scroller.scrollTo({top: Math.max(0, top), behavior: app.calm() ? 'auto' : 'smooth'});
    }
    function update(time) {
      const before = app.cue_before(cues, time);
      const current = before >= 0 && cues[before].e > time ? before : -1;
      if (current !== now) {
        if (now >= 0 && rows[now]) rows[now].firstChild.removeAttribute('aria-current');
        now = current;
        if (now >= 0) {
          rows[now].firstChild.setAttribute('aria-current', 'true');
          if (following) bring_into_view(rows[now]);
        }
      }
      if (now >= 0) app.mark_words(rows[now], time);
    }
    // A reader who scrolls wants to look around: stop following until she asks.
    for (const event of ['wheel', 'touchmove']) {
      scroller.addEventListener(event, () => follow(false), {passive: true});
    }
    scroller.addEventListener('keydown', (event) => {
      if (['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'].includes(event.key)) follow(false);
    });
    return {element, show, update, follow};
  };
})(window.integrart);
