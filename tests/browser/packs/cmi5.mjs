// Takes units of a cmi5 course through visits, with a learning record store of its own: read to the end, left in the
// middle, looked back on.
import {serve} from '../serve.mjs';
import {require_nothing_ran, require_own_elements, require_that} from './lesson.mjs';

const verb_names = {'http://adlnet.gov/expapi/verbs/initialized': 'initialized', 'http://adlnet.gov/expapi/verbs/completed': 'completed',
  'http://adlnet.gov/expapi/verbs/passed': 'passed', 'http://adlnet.gov/expapi/verbs/failed': 'failed', 'http://adlnet.gov/expapi/verbs/terminated': 'terminated'};
const categories = 'https://w3id.org/xapi/cmi5/context/categories/';
const token = Buffer.from('learner:secret').toString('base64');
const actor = {objectType: 'Agent', account: {homePage: 'https://platform.example', name: 'learner-1'}};
const course = {id: 'https://platform.example/course'};

// The platform: hands out one token and the launch data, and keeps the statements.
class Platform {
  statements = [];
  problems = [];
  tokens = 0;
  mode = 'Normal';

  answer(request, response) {
    const address = new URL(request.url, 'http://x');
    const say = (status, body) => response.writeHead(status, {'Content-Type': 'application/json'}).end(JSON.stringify(body));
    if (address.pathname === '/fetch') {
      if (request.method !== 'POST' || ++this.tokens > 1) this.problems.push(`the token was asked for by ${request.method}, ${this.tokens} times`);
      say(200, {'auth-token': token});
      return true;
    }
    if (!address.pathname.startsWith('/lrs/')) return false;
    if (request.headers.authorization !== `Basic ${token}` || !request.headers['x-experience-api-version']) this.problems.push(`${address.pathname}: without token or version`);
    if (address.pathname === '/lrs/activities/state' && address.searchParams.get('stateId') === 'LMS.LaunchData') {
      say(200, {contextTemplate: {extensions: {'https://w3id.org/xapi/cmi5/context/extensions/sessionid': 'session-1'}, contextActivities: {grouping: [course]}},
        launchMode: this.mode, moveOn: 'Completed', masteryScore: 0.5});
    } else if (address.pathname === '/lrs/statements' && request.method === 'POST') {
      let body = '';
      request.on('data', (piece) => { body += piece; });
      request.on('end', () => { this.statements.push(JSON.parse(body)); say(200, [this.statements.at(-1).id]); });
    } else {
      say(404, {});
    }
    return true;
  }

  verbs() {
    return this.statements.map((one) => verb_names[one.verb.id] || one.verb.id).join(' ');
  }
}

function check_statement(statement, unit, registration) {
  const context = statement.context || {}, activities = context.contextActivities || {};
  const verb = verb_names[statement.verb.id];
  require_that(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(statement.id), `identifier ${statement.id}`);
  require_that(statement.object.id === unit && JSON.stringify(statement.actor) === JSON.stringify(actor), `${verb}: of something or somebody else`);
  require_that(context.registration === registration, `${verb}: without registration`);
  require_that(context.extensions['https://w3id.org/xapi/cmi5/context/extensions/sessionid'] === 'session-1' && activities.grouping[0].id === course.id, `${verb}: without the context of the platform`);
  const kinds = (activities.category || []).map((one) => one.id.replace(categories, ''));
  require_that(kinds.includes('cmi5'), `${verb}: without its category`);
  require_that(kinds.includes('moveon') === ['completed', 'passed', 'failed'].includes(verb), `${verb}: category moveon`);
  if (verb !== 'initialized') require_that(/^PT[\d.]+S$/.test(statement.result.duration), `${verb}: without duration`);
  if (verb === 'passed') require_that(statement.result.score.scaled >= 0.5 && statement.result.success === true, 'passed without score');
}

async function visit(context, folder, work, mode, act) {
  const platform = new Platform();
  platform.mode = mode;
  const server = await serve(folder, (request, response) => platform.answer(request, response));
  const unit = `urn:uuid:00000000-0000-4000-8000-${String(work.length).padStart(12, '0')}`, registration = '6c3e1d2a-0000-4000-8000-000000000001';
  const launch = new URLSearchParams({endpoint: `${server.url}lrs/`, fetch: `${server.url}fetch`, actor: JSON.stringify(actor), registration, activityId: unit});
  try {
    const page = await context.newPage();
    await page.goto(`${server.url}work-${work}.html?${launch}`);
    await page.waitForSelector('main h1');
    const until = async (verb) => {
      for (let tries = 0; tries < 100 && !platform.verbs().includes(verb); ++tries) await page.waitForTimeout(50);
    };
    await until('initialized');
    await act(page, until);
    await require_nothing_ran(page);
    await require_own_elements(page);
    await page.goto('about:blank');
    await until('terminated');
    await page.close();
    require_that(!platform.problems.length, platform.problems.join('; '));
    for (const statement of platform.statements) check_statement(statement, unit, registration);
    require_that(new Set(platform.statements.map((one) => one.id)).size === platform.statements.length, 'two statements have one identifier');
    return platform.verbs();
  } finally {
    server.close();
  }
}

// `text` and `film` are the identifiers of works.
export async function run_cmi5(browser, {folder, text: text_work = 'two-keys', film: film_work = 'lullaby'}) {
  const context = await browser.newContext({locale: 'en-GB'});
  context.setDefaultTimeout(60_000);  // the machine may be busy
  const read = async (page, until) => { await page.waitForSelector('.reading'); await until('passed'); };
  try {
    const text = await visit(context, folder, text_work, 'Normal', read);
    require_that(text === 'initialized completed passed terminated', `a text that was read: ${text}`);
    const looked = await visit(context, folder, text_work, 'Browse', (page) => page.waitForTimeout(300));
    require_that(looked === 'initialized terminated', `who only looks is not judged: ${looked}`);
    const film = await visit(context, folder, film_work, 'Normal', async (page) => {
      await page.waitForFunction(() => document.querySelector('video').readyState > 0);
      await page.evaluate(() => { const one = document.querySelector('video'); one.muted = true; one.currentTime = one.duration * 0.4; return one.play(); });
      await page.waitForFunction(() => { const one = document.querySelector('video'); return one.currentTime > one.duration * 0.4 + 0.3; });
    });
    require_that(film === 'initialized terminated', `half a film: ${film}`);
    const whole = await visit(context, folder, film_work, 'Normal', async (page, until) => {
      await page.waitForFunction(() => document.querySelector('video').readyState > 0);
      await page.evaluate(() => { const one = document.querySelector('video'); one.muted = true; one.currentTime = one.duration - 0.5; return one.play(); });
      await page.waitForFunction(() => document.querySelector('video').ended);
      await until('passed');
    });
    require_that(whole === 'initialized completed passed terminated', `a whole film: ${whole}`);
    return {};
  } finally {
    await context.close();
  }
}
