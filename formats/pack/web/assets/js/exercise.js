// The page of one exercise: its title, what to do, the sound of its lines, how far the learner got. What is done with
// the lines is the business of exercises/*.js: each is a function of the lesson that gives {element, sheet, key}.
(function (app) {
  'use strict';

  app.exercises = {};

  // ---- progress, on this device only
  app.exercise_progress = (work, id) => (app.progress(work.id).exercises || {})[id] || null;
  function keep(work, id, score) {
    const before = app.exercise_progress(work, id);
    const best = before && before.right > score.right ? before.right : score.right;
    app.advance(work.id, {exercises: Object.assign({}, app.progress(work.id).exercises, {[id]: {right: best, total: score.total, done: Boolean(before && before.done) || score.done}})});
  }
  const score_text = (score) => app.text('web.exercise_score', {right: score.right, total: score.total});

  // ---- the sound of single lines
  app.line_sound = (data) => {
    const roles = ['audio', 'audio_only', 'video'];
    const files = data.renditions.filter((one) => roles.includes(one.role) && !one.language).sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role) || a.bytes - b.bytes);
    const media = new Audio();
    let range = null, button = null, slow = false, next = 0;
    media.preload = 'none';
    const use_next = () => {
      if (next >= files.length) return false;
      media.src = files[next++].path;
      return true;
    };
    function stop() {
      media.pause();
      range = null;
      if (button) button.classList.remove('is-playing');
      button = null;
    }
    function begin() {
      media.currentTime = range[0];
      media.playbackRate = slow ? 0.7 : 1;
      media.play().catch(() => {});
    }
    function play(when, by) {
      const again = button === by && range;
      stop();
      if (again) return;
      [range, button] = [when, by];
      by.classList.add('is-playing');
      if (!media.src) use_next();
      if (media.readyState > 0) begin();
      else media.load();
    }
    media.addEventListener('loadedmetadata', () => { if (range) begin(); });
    app.on_failed_media(media, () => { if (!use_next()) stop(); else if (range) media.load(); });
    media.addEventListener('ended', stop);
    const watch = () => { if (range && range[1] !== null && media.currentTime >= range[1] - 0.03 && !media.seeking && media.currentTime > range[0]) stop(); };
    media.addEventListener('timeupdate', watch);
    const timer = setInterval(watch, 40);
    return {available: files.length > 0, play, stop, media, set_slow: (yes) => { slow = yes; if (range) media.playbackRate = yes ? 0.7 : 1; },
      leave: () => { clearInterval(timer); stop(); media.removeAttribute('src'); media.load(); }};
  };

  // ---- what every exercise needs
  function lesson_of(work, data, activity, sound, show_score) {
    const own = (attributes) => app.in_language(activity.language, attributes);
    const preferred = (app.preference('subtitles', []) || [])[1];
    // The learner's second language, else the language of the page, else English, else any.
    const meaning = (texts) => (texts && texts[preferred] ? {language: preferred, text: texts[preferred]} : app.best(texts, activity.language));
    return {
      work, data, activity, sound, own, meaning,
      meaning_element: (name, texts, attributes) => {
        const best = meaning(texts);
        return best.text ? app.element(name, app.in_language(best.language, attributes), best.text) : null;
      },
      listen: (item, number) => (item.when && sound.available ? app.icon_button('sound',
        app.text('web.exercise_listen', {number}), (event) => sound.play(item.when, event.currentTarget), {class: 'icon-button listen'}) : null),
      // Where the answer to a try is shown and said.
      feedback: () => {
        const element = app.element('p', {class: 'feedback', role: 'status'});
        return {element, show: (result, text) => {
          element.className = `feedback ${result}`;
          element.replaceChildren(...(text ? [app.icon(result === 'right' ? 'done' : result === 'shown' ? 'info' : 'repeat'), text] : []));
        }};
      },
      score: (right, total, done) => {
        const score = {right, total, done: Boolean(done)};
        keep(work, activity.id, score);
        show_score(score);
      },
    };
  }
  app.pieces = (text, gaps) => {
    const points = [...text];
    const pieces = [];
    let at = 0;
    for (const [begin, end] of gaps) {
      pieces.push(points.slice(at, begin).join(''), points.slice(begin, end).join(''));
      at = end;
    }
    return pieces.concat(points.slice(at).join(''));
  };

  const silent_task = (activity) => (activity.kind === 'gap_fill' ? 'learning.instructions_gap_fill_text' : activity.instructions.id);
  // On paper nothing sounds or moves: the heading says enough.
  const on_screen = ['dictation', 'order', 'karaoke', 'repeat'];

  function sheet_of(lesson, made) {
    if (!made.sheet) return null;
    return app.element('div', {class: 'worksheet', 'aria-hidden': 'true'},
      app.element('h2', {}, app.best(lesson.work.title, lesson.work.language).text),
      on_screen.includes(lesson.activity.kind) ? null : app.element('p', {class: 'sheet-task'}, app.text(silent_task(lesson.activity))),
      app.element('p', {class: 'sheet-head'}, app.text('web.exercise_name'), app.element('span', {class: 'rule'})),
      made.sheet, made.key ? app.element('div', {class: 'sheet-key'}, app.element('h3', {}, app.text('web.exercise_key')), made.key) : null,
      app.element('p', {class: 'sheet-credit'}, lesson.work.creators.map((creator) => creator.name).join(', '), ' · ', lesson.work.licence));
  }

  function page_of(work, data, activity, view) {
    const make = app.exercises[activity.kind];
    const sound = app.line_sound(data);
    view.leave = sound.leave;
    const place = app.element('div', {class: 'exercise'});
    const total = app.element('p', {class: 'score'});
    const done = app.element('div', {class: 'exercise-done', role: 'status'});
    const all = data.activities, following = all[all.indexOf(activity) + 1];
    function show_score(score) {
      total.textContent = score.total ? score_text(score) : '';
      done.replaceChildren(...(score.done ? [app.icon('done'), app.element('span', {}, app.text('web.exercise_done'))] : []));
    }
    function start() {
      sound.stop();
      const lesson = lesson_of(work, data, activity, sound, show_score);
      show_score({right: 0, total: 0});
      const made = make(lesson);
      if (view.leave_exercise) view.leave_exercise();
      view.leave_exercise = made.leave;
      view.leave = () => { if (view.leave_exercise) view.leave_exercise(); sound.leave(); };
      place.replaceChildren(...[made.element, sheet_of(lesson, made)].filter(Boolean));
    }
    start();
    const slow = app.element('input', {type: 'checkbox', onchange: () => sound.set_slow(slow.checked)});
    const heard = sound.available && activity.kind !== 'karaoke' && activity.items.some((item) => item.when);
    return [
      app.element('p', {class: 'instructions'}, app.text(heard ? activity.instructions.id : silent_task(activity))),
      app.element('div', {class: 'exercise-tools'}, heard ? app.element('label', {class: 'check'}, slow, app.text('web.exercise_slow')) : null,
        app.element('button', {type: 'button', class: 'button plain', onclick: () => { start(); app.say(app.text('web.exercise_again')); }}, app.icon('repeat'), app.text('web.exercise_again')),
        app.element('button', {type: 'button', class: 'button plain print-sheet', onclick: () => window.print()}, app.icon('print'), app.text('web.exercise_print'))),
      place,
      app.element('div', {class: 'exercise-end'}, total, done,
        following ? app.element('a', {href: `#/work/${work.id}/${following.id}`, class: 'button'}, app.text('web.exercise_next', {title: app.text(following.title.id)})) : null),
    ];
  }

  app.views.exercise = (id, name) => {
    const work = app.work(id);
    if (!work) return app.views.home();
    const place = app.element('div', {class: 'work-body'}, app.element('p', {class: 'waiting'}, app.text('web.loading')));
    const heading = app.element('h1', {tabindex: '-1'}, app.text('web.exercises'));
    const view = {title: app.best(work.title, work.language).text};
    let left = false;
    view.leave = () => { left = true; };
    app.load_work(work).then((data) => {
      if (left) return;
      const activity = data.activities.find((one) => one.id === name);
      if (!activity) {
        location.replace(`#/work/${work.id}`);
        return;
      }
      heading.textContent = app.text(activity.title.id);
      document.title = `${heading.textContent} – ${document.title}`;
      place.replaceChildren(...page_of(work, data, activity, view).filter(Boolean));
    }).catch((error) => {
      if (error) console.error(error);
      place.replaceChildren(app.element('p', {class: 'problem', role: 'alert'}, app.text('web.cannot_load')));
    });
    view.content = app.element('article', {class: 'work exercise-page'},
      app.element('a', {href: `#/work/${work.id}`, class: 'up'}, app.icon('back'), app.title('span', work.title, work.language)), heading, place);
    return view;
  };

  // The exercises of a work, on its page.
  app.exercise_list = (work, data) => (data.activities.length ? app.element('section', {class: 'exercise-list', 'aria-labelledby': 'exercises'},
    app.element('h2', {id: 'exercises'}, app.text('web.exercises')),
    app.element('ul', {}, data.activities.map((activity) => {
      const progress = app.exercise_progress(work, activity.id);
      return app.element('li', {class: progress && progress.done ? 'is-done' : ''},
        app.element('a', {href: `#/work/${work.id}/${activity.id}`},
          app.icon(`exercise_${activity.kind}`), app.element('span', {class: 'exercise-name'}, app.text(activity.title.id)),
          progress ? app.element('span', {class: 'exercise-score'}, progress.done ? app.icon('done') : null, score_text(progress)) : null));
    }))) : null);
})(window.integrart);
