// "karaoke": the words light up while the work plays; "repeat": one line at a time, heard and said again.
(function (app) {
  'use strict';

  /** On paper: every line with what it means; `mark` gives what stands before a line, if anything. */
  const lines_sheet = (lesson, mark = () => null) => app.element('ul', {class: 'song-sheet'}, lesson.activity.items.map((item) => app.element('li', {},
    mark(), app.element('span', lesson.own({}), item.text), lesson.meaning_element('small', item.translation))));

  app.exercises.karaoke = (lesson) => {
    const {activity, data, work} = lesson;
    const files = data.renditions.filter((one) => ['video', 'audio', 'audio_only'].includes(one.role) && !one.language).sort((a, b) => a.bytes - b.bytes);
    const best = files.filter((one) => one.role === 'video')[0] || files[0];
    const with_picture = best && best.role === 'video';
    const media = app.element(with_picture ? 'video' : 'audio', {controls: true, playsinline: true, preload: 'metadata', class: 'sing-media',
      'aria-label': app.best(work.title, work.language).text, poster: with_picture && work.picture ? work.picture.path : null, src: best ? best.path : null});
    let others = files.filter((one) => one !== best), frame = 0, now = -1;
    app.on_failed_media(media, () => { const next = others.shift(); if (next) media.src = next.path; });
    const cues = activity.items.map((item) => ({b: item.when[0], e: item.when[1], t: item.text, w: item.words.map((word) => [word.start, word.end, word.text])}));
    const rows = cues.map((cue, i) => app.element('li', {}, app.element('button', {type: 'button', class: 'sing-line', onclick: () => { media.currentTime = cue.b; media.play().catch(() => {}); }},
      app.element('span', lesson.own({class: 'first'}), app.words_of(cue)), lesson.meaning_element('span', activity.items[i].translation, {class: 'second'}))));
    const list = app.element('ol', {class: 'sing-lines'}, rows);
    function update() {
      const time = media.currentTime;
      const before = app.cue_before(cues, time);
      if (before !== now) {
        if (rows[now]) {
          rows[now].classList.remove('is-now');
          app.mark_words(rows[now], -1);
        }
        now = before;
        if (rows[now]) {
          rows[now].classList.add('is-now');
          list.scrollTo({top: rows[now].offsetTop - list.clientHeight / 2 + rows[now].offsetHeight / 2, behavior: app.calm() ? 'auto' : 'smooth'});
        }
      }
      if (rows[now]) app.mark_words(rows[now], time);
      frame = media.paused ? 0 : requestAnimationFrame(update);
    }
    for (const name of ['play', 'seeked', 'timeupdate']) media.addEventListener(name, () => { if (!frame) update(); });
    media.addEventListener('ended', () => lesson.score(cues.length, cues.length, true));
    return {element: app.element('div', {class: 'sing'}, media,
      activity.estimated_times ? app.element('p', {class: 'quiet'}, app.text('web.exercise_estimated')) : null, list),
    sheet: lines_sheet(lesson),
    leave: () => { cancelAnimationFrame(frame); media.pause(); media.removeAttribute('src'); media.load(); }};
  };

  app.exercises.repeat = (lesson) => {
    const {items} = lesson.activity;
    let now = 0, hidden = false;
    const said = new Set();
    const where = app.element('p', {class: 'cards-left', role: 'status'});
    const text = app.element('p', lesson.own({class: 'card-front'}));
    const listen = app.element('span', {class: 'card-listen'});
    const meaning = app.element('p', {class: 'card-back'});
    const words = app.element('button', {type: 'button', class: 'button plain', 'aria-pressed': 'false', onclick: () => { hidden = !hidden; show(); }}, app.text('web.exercise_hide'));
    const next = app.element('button', {type: 'button', class: 'button', onclick: () => {
      said.add(now);
      lesson.score(said.size, items.length, said.size === items.length);
      go(1);
    }}, app.icon('done'), app.text('web.exercise_said'));
    const back = app.icon_button('previous', app.text('web.previous_line'), () => go(-1));
    const forth = app.icon_button('next', app.text('web.next_line'), () => go(1));
    function go(step) {
      now = Math.min(items.length - 1, Math.max(0, now + step));
      show();
      const button = listen.querySelector('button');
      if (button) button.focus();
    }
    function show() {
      const item = items[now], best = lesson.meaning(item.translation);
      where.textContent = app.text('web.exercise_line', {number: now + 1, total: items.length});
      listen.replaceChildren(...[lesson.listen(item, now + 1)].filter(Boolean));
      text.textContent = hidden ? '…' : item.text;
      meaning.textContent = hidden ? '' : best.text;
      meaning.lang = best.language;
      meaning.dir = app.direction(best.language);
      words.setAttribute('aria-pressed', String(hidden));
      back.disabled = now === 0;
      forth.disabled = now === items.length - 1;
    }
    show();
    return {element: app.element('div', {class: 'cards'}, where, app.element('div', {class: 'flashcard'}, listen, text, meaning),
      app.element('div', {class: 'line-buttons'}, back, next, forth), words),
    sheet: lines_sheet(lesson, () => app.element('span', {class: 'box'}))};
  };
})(window.integrart);
