// Opens a lesson as Kolibri does: under its content security policy, in a frame that may run scripts and has no origin.
// Source: learningequality/kolibri, kolibri/core/content/zip_wsgi.py and the html5 viewer.
import {serve} from '../serve.mjs';
import {open_route, require_nothing_ran, require_that, routes_of} from './lesson.mjs';

const policy = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:";
const viewer = '<!doctype html><html lang="en"><title>viewer</title><meta charset="utf-8"><iframe sandbox="allow-scripts" style="width:900px;height:700px" src="/index.html"></iframe></html>';

async function answer_choice(frame, route) {
  const items = await frame.evaluate(([, , , id, exercise]) => window.integrart.works[id].activities.find((one) => one.id === exercise).items, ['', ...route.split('/').map(decodeURIComponent)]);
  await open_route(frame, route);
  for (const [line, item] of items.entries()) await frame.locator('.exercise .option-list').nth(line).locator('input').nth(item.correct).check();
  const score = await frame.textContent('.score');
  require_that(score.includes(`${items.length} of ${items.length}`), `${route}: ${score} after ${items.length} right answers`);
}

async function answer_gaps(frame, route) {
  await open_route(frame, route);
  const answers = await frame.evaluate(([, , , id, exercise]) => window.integrart.works[id].activities.find((one) => one.id === exercise).items.flatMap((item) => item.gaps.map((gap) => gap.answers[0])),
    ['', ...route.split('/').map(decodeURIComponent)]);
  for (const [number, answer] of answers.entries()) {
    await frame.locator('.gap').nth(number).fill(answer);
    await frame.locator('.gap').nth(number).press('Enter');
  }
  const score = await frame.textContent('.score');
  require_that(score.includes(`${answers.length} of ${answers.length}`), `${route}: ${score} after ${answers.length} right answers`);
}

// One app, unpacked into `folder`. How many exercises were answered in it.
export async function use_in_kolibri(browser, {folder}) {
  const server = await serve(folder, (request, response) => {
    if (request.url === '/viewer') {
      response.writeHead(200, {'Content-Type': 'text/html; charset=utf-8'}).end(viewer);
      return true;
    }
    if (request.url === '/favicon.ico') {
      response.writeHead(204).end();
      return true;
    }
    response.setHeader('Content-Security-Policy', policy);
    return false;
  });
  const context = await browser.newContext({locale: 'en-GB'});
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const problems = [];
    page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
    page.on('console', (message) => { if (message.type() === 'error') problems.push(`console: ${message.text()} ${message.location().url}`); });
    page.on('request', (request) => { if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(server.url)) problems.push(`asks for ${request.url()}`); });
    await page.goto(`${server.url}viewer`);
    const frame = await (await page.waitForSelector('iframe')).contentFrame();
    await frame.waitForSelector('main h1').catch(() => { throw new Error(`the lesson does not open: ${problems.slice(0, 3).join('; ')}`); });
    require_that(await frame.evaluate(() => window.origin === 'null'), 'the frame has an origin');
    const routes = await routes_of(frame);
    let answered = 0;
    for (const route of routes) {
      await open_route(frame, route);
      require_that(await frame.locator('main .problem:visible').count() === 0, `${route}: says that it cannot be shown`);
      const media = await frame.locator('main video').count();
      if (media && /^#\/work\/[^/]+$/.test(route)) await frame.waitForFunction(() => document.querySelector('main video').readyState >= 2).catch(() => { throw new Error(`${route}: the sound or film does not load`); });
      if (/\/choice$/.test(route)) { await answer_choice(frame, route); ++answered; }
      if (/\/gap_fill-\d$/.test(route)) { await answer_gaps(frame, route); ++answered; }
    }
    await require_nothing_ran(frame);
    require_that(!problems.length, problems.slice(0, 5).join('\n'));
    return {routes: routes.length, answered};
  } finally {
    await context.close();
    server.close();
  }
}
