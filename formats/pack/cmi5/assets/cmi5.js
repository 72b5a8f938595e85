// The lesson as one assignable unit of cmi5: what the learner did goes as xAPI statements to the store that the platform
// names in the address. Without such an address it is a lesson like any other.
(function (app) {
  'use strict';

  const id = document.currentScript.dataset.work;
  const launch = new URLSearchParams(window.location.search);
  const endpoint = (launch.get('endpoint') || '').replace(/\/?$/, '/');
  const unit = launch.get('activityId'), registration = launch.get('registration');
  const began = Date.now();
  const verbs = {initialized: 'http://adlnet.gov/expapi/verbs/initialized', completed: 'http://adlnet.gov/expapi/verbs/completed',
    passed: 'http://adlnet.gov/expapi/verbs/passed', failed: 'http://adlnet.gov/expapi/verbs/failed', terminated: 'http://adlnet.gov/expapi/verbs/terminated'};
  const category = (name) => ({id: `https://w3id.org/xapi/cmi5/context/categories/${name}`});
  let actor = null, token = null, rules = null;  // rules: LMS.LaunchData
  let sent = Promise.resolve();                   // statements go one after the other, as cmi5 asks
  const told = new Set();

  const duration = () => `PT${((Date.now() - began) / 1000).toFixed(2)}S`;
  function identifier() {
    const bytes = window.crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    return [...bytes].map((byte, i) => ([4, 6, 8, 10].includes(i) ? '-' : '') + byte.toString(16).padStart(2, '0')).join('');
  }
  const headers = () => ({'Authorization': `Basic ${token}`, 'X-Experience-API-Version': '1.0.3', 'Content-Type': 'application/json'});

  async function ask(path, parameters) {
    const response = await window.fetch(`${endpoint}${path}?${new URLSearchParams(parameters)}`, {headers: headers()});
    return response.ok ? response.json() : null;
  }
  async function start() {
    actor = JSON.parse(launch.get('actor'));
    const answer = await window.fetch(launch.get('fetch'), {method: 'POST'});
    token = (await answer.json())['auth-token'];
    if (!token) throw new Error('no token');
    const agent = JSON.stringify(actor);
    rules = await ask('activities/state', {activityId: unit, agent, registration, stateId: 'LMS.LaunchData'});
    await ask('agents/profile', {agent, profileId: 'cmi5LearnerPreferences'}).catch(() => null);
    tell('initialized');
  }

  // What a statement of cmi5 has besides its verb: the platform's own context, the registration and the categories.
  function statement(verb, result) {
    const template = (rules && rules.contextTemplate) || {}, judged = ['completed', 'passed', 'failed'].includes(verb);
    const activities = template.contextActivities || {};
    const context = Object.assign({}, template, {registration, contextActivities: Object.assign({}, activities,
      {category: [...(activities.category || []), category('cmi5'), ...(judged ? [category('moveon')] : [])]})});
    if (['passed', 'failed'].includes(verb) && rules && typeof rules.masteryScore === 'number') {
      context.extensions = Object.assign({}, template.extensions, {'https://w3id.org/xapi/cmi5/context/extensions/masteryscore': rules.masteryScore});
    }
    return {id: identifier(), timestamp: new Date().toISOString(), actor, verb: {id: verbs[verb], display: {en: verb}}, object: {id: unit}, context, result};
  }
  function post(body) {
    // A page that is being closed may still send a little.
    return window.fetch(`${endpoint}statements`, {method: 'POST', headers: headers(), body: JSON.stringify(body), keepalive: true});
  }
  function tell(verb, result) {
    if (!token || told.has(verb) || told.has('terminated')) return;
    told.add(verb);
    const body = statement(verb, result);
    if (verb === 'terminated') post(body);
    else sent = sent.then(() => post(body)).catch(() => told.delete(verb));
  }

  // ---- what was reached
  const pass_mark = () => (rules && typeof rules.masteryScore === 'number' ? rules.masteryScore : 0.6);
  function score_of(progress) {
    const begun = Object.values(progress.exercises || {}).filter((one) => one.total > 0);
    return begun.length ? begun.reduce((sum, one) => sum + one.right / one.total, 0) / begun.length : 1;
  }
  function report() {
    // Who only looks at or looks back on a unit is not judged.
    if (!rules || (rules.launchMode && rules.launchMode !== 'Normal')) return;
    const progress = app.progress(id);
    const share = progress.done ? 1 : progress.length ? progress.time / progress.length : 0;
    if (share < 0.95) return;
    tell('completed', {completion: true, duration: duration()});
    const scaled = Math.round(100 * score_of(progress)) / 100;
    if (scaled >= pass_mark()) tell('passed', {success: true, score: {scaled}, duration: duration()});
  }
  const advance = app.advance;
  app.advance = (work, change) => {
    advance(work, change);
    if (work === id) report();
  };

  show_single_work(app, id);

  document.addEventListener('DOMContentLoaded', () => {
    if (launch.get('fetch') && launch.get('endpoint')) start().then(report).catch(() => { token = null; });
    window.addEventListener('pagehide', () => tell('terminated', {duration: duration()}));
  });
})(window.integrart);
