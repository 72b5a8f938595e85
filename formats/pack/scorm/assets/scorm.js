// The lesson as one shareable content object: where the reader is, what she did and how well goes to the platform.
// Nothing waits for the page to close: browsers do not promise that it is told.
(function (app) {
  'use strict';

  const {work: id, version, pack, length} = document.currentScript.dataset;
  const exercises = JSON.parse(document.currentScript.dataset.exercises);  // what tells each from an earlier one of its name
  const old = version === '1.2';
  const names = old
    ? {api: 'API', prefix: 'LMS', start: 'LMSInitialize', finish: 'LMSFinish', location: 'cmi.core.lesson_location',
      score: 'cmi.core.score', exit: 'cmi.core.exit', time: 'cmi.core.session_time', entry: 'cmi.core.entry', room: 4096,
      response: 'student_response', at: 'time'}
    : {api: 'API_1484_11', prefix: '', start: 'Initialize', finish: 'Terminate', location: 'cmi.location',
      score: 'cmi.score', exit: 'cmi.exit', time: 'cmi.session_time', entry: 'cmi.entry', room: 64000,
      response: 'learner_response', at: 'timestamp'};

  // ---- the platform's side: an object in a window above this one, or in the window that opened it
  function find_in(first) {
    let place = first;
    for (let steps = 0; place && steps < 500; ++steps) {
      try {
        if (place[names.api]) return place[names.api];
      } catch (foreign) {
        // A window of another origin shows nothing but its parent.
      }
      if (place.parent === place) return null;
      place = place.parent;
    }
    return null;
  }
  const api = find_in(window) || (window.opener ? find_in(window.opener) : null);
  let open = Boolean(api) && String(api[names.start]('')) === 'true';
  const began = Date.now();
  const get = (key) => (open ? String(api[`${names.prefix}GetValue`](key)) : '');
  // What was never set is an error to ask for; so nothing is asked on a first visit.
  const resumed = get(names.entry) === 'resume';
  const set = (key, value) => open && api[`${names.prefix}SetValue`](key, String(value));
  const commit = () => open && api[`${names.prefix}Commit`]('');

  // ---- what is kept between visits: the platform holds a text of limited length for it
  const text_kept = resumed ? get('cmi.suspend_data') : '';
  const of = `${pack}/${id}`;
  const state = (() => {
    try {
      const kept = JSON.parse(text_kept);
      if (kept.of === of) return as_of_now(Object.assign({}, kept));
    } catch (broken) {
      // It is no text of this lesson.
    }
    return {of};  // nor is one of another work: a platform may keep the place of what stood here before
  })();
  // Without what is of an earlier edition: a place in a film that was cut anew, answers to other questions.
  function as_of_now(kept) {
    const own = kept.progress && kept.progress[id];
    if (!own) return kept;
    const made = kept.made || {};
    if (kept.length !== length) delete own.time;
    own.exercises = Object.fromEntries(Object.entries(own.exercises || {}).filter(([name]) => made[name] && made[name] === exercises[name]));
    return kept;
  }
  function state_text() {
    const kept = Object.assign({}, state, {length});
    // The largest entries go first; how far the reader got and what she chose stay to the last, and whose state it is.
    const last = ['made', 'preferences', 'progress'];
    const order = Object.keys(kept).sort((a, b) => JSON.stringify(kept[b]).length - JSON.stringify(kept[a]).length)
      .filter((name) => !last.includes(name) && name !== 'of' && name !== 'length').concat(last);
    for (const name of order) {
      if (JSON.stringify(kept).length <= names.room) break;
      delete kept[name];
    }
    return JSON.stringify(kept);
  }
  app.load = (name, fallback) => (name in state ? JSON.parse(JSON.stringify(state[name])) : fallback);
  app.save = (name, value) => {
    state[name] = value;
    if (name === 'progress') state.made = Object.fromEntries(Object.keys((value[id] || {}).exercises || {}).map((one) => [one, exercises[one]]));
    set('cmi.suspend_data', state_text());
  };
  const location_seconds = resumed && !text_kept ? Number(get(names.location)) : 0;
  if (location_seconds > 0 && !(state.progress && state.progress[id])) state.progress = {[id]: {time: location_seconds}};

  // ---- score and status
  const pass_mark = 60;  // of 100
  const share_done = (progress) => (progress.done ? 1 : progress.length ? Math.min(1, progress.time / progress.length) : 0);
  // Of the exercises that were begun: the part that is right, 0 to 1; null before the first.
  function exercise_score(progress) {
    const begun = Object.values(progress.exercises || {}).filter((one) => one.total > 0);
    return begun.length ? begun.reduce((sum, one) => sum + one.right / one.total, 0) / begun.length : null;
  }
  function report() {
    const progress = app.progress(id);
    const share = Math.max(share_done(progress), state.share || 0);
    state.share = share;
    const right = exercise_score(progress);
    const score = Math.round(100 * (right === null ? share : right));
    const complete = Boolean(progress.done) || share >= 0.95 || Boolean(state.complete);
    const passed = complete && score >= pass_mark;
    state.complete = complete;
    set(`${names.score}.raw`, score);
    set(`${names.score}.min`, 0);
    set(`${names.score}.max`, 100);
    if (old) {
      set('cmi.core.lesson_status', passed ? 'passed' : complete ? (right === null ? 'completed' : 'failed') : 'incomplete');
    } else {
      set('cmi.score.scaled', score / 100);
      set('cmi.progress_measure', complete ? 1 : share.toFixed(4));
      set('cmi.completion_status', complete ? 'completed' : 'incomplete');
      if (complete) set('cmi.success_status', passed ? 'passed' : 'failed');
    }
    if (progress.time) set(names.location, progress.time.toFixed(1));
    set('cmi.suspend_data', state_text());
  }

  let committed_at = 0;
  function report_soon() {
    report();
    if (Date.now() - committed_at < 15000) return;
    committed_at = Date.now();
    commit();
  }

  // One record per exercise and visit, brought up to date with every answer, after those of earlier visits.
  const two = (number, length) => String(number).padStart(length || 2, '0');
  const records = new Map();
  let next_record = resumed ? Number(get('cmi.interactions._count')) || 0 : 0;
  function record(name, exercise) {
    if (!records.has(name)) records.set(name, next_record++);
    const key = `cmi.interactions.${records.get(name)}`, now = new Date();
    set(`${key}.id`, old ? name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 255) : `urn:integrart:${encodeURIComponent(id)}:${encodeURIComponent(name)}`);
    set(`${key}.type`, old ? 'fill-in' : 'other');
    set(`${key}.${names.at}`, old ? `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}` : now.toISOString().slice(0, 19));
    set(`${key}.${names.response}`, `${exercise.right} of ${exercise.total}`);
    set(`${key}.result`, exercise.right === exercise.total ? 'correct' : (exercise.right / exercise.total).toFixed(2));
  }
  const advance = app.advance;
  app.advance = (work, change) => {
    const before = app.progress(id);
    advance(work, change);
    const after = app.progress(id);
    const answered = Object.entries(after.exercises || {}).filter(([name, one]) =>
      one.total > 0 && JSON.stringify(one) !== JSON.stringify((before.exercises || {})[name]));
    for (const [name, one] of answered) record(name, one);
    if (!answered.length && Boolean(before.done) === Boolean(after.done)) return report_soon();
    report();
    commit();
  };

  // ---- beginning and end of a visit
  function session_time() {
    const seconds = Math.floor((Date.now() - began) / 1000);
    return old ? `${two(Math.floor(seconds / 3600), 4)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}` : `PT${seconds}S`;
  }
  function finish() {
    if (!open) return;
    report();
    set(names.time, session_time());
    set(names.exit, 'suspend');  // what was reached stays for the next visit
    commit();
    api[names.finish]('');
    open = false;
  }
  function keep() {
    report();
    set(names.time, session_time());
    commit();
  }

  show_single_work(app, id);

  document.addEventListener('DOMContentLoaded', () => {
    // After the lesson's own listeners, which note the last position.
    window.addEventListener('pagehide', finish);
    document.addEventListener('visibilitychange', () => document.hidden && keep());
    window.addEventListener('pageshow', (event) => event.persisted && api && !open && window.location.reload());
    if (open && old && ['', 'not attempted'].includes(get('cmi.core.lesson_status'))) set('cmi.core.lesson_status', 'incomplete');
    if (open && !old && get('cmi.completion_status') !== 'completed') set('cmi.completion_status', 'incomplete');
    commit();
  });
})(window.integrart);
