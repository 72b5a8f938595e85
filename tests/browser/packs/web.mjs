// Opens every address of a lesson as a reader does: from a folder by file://, in both colours and on paper, and as an app
// whose server is gone.
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {serve} from '../serve.mjs';
import {faint_on_paper, open_route, require_nothing_ran, require_own_elements, require_that, routes_of, violations_of} from './lesson.mjs';

// The settings in which a page is looked at: name, what the browser prefers, and for which addresses.
const ways = [
  ['light', {colorScheme: 'light', media: 'screen'}, () => true],
  ['dark', {colorScheme: 'dark', media: 'screen'}, () => true],
  ['on paper', {colorScheme: 'light', media: 'print'}, (route) => route.startsWith('#/work/')],
];

// One page, which a web server may give or which lies in a folder. Problems of the console count as problems.
async function open_lesson(browser, address, options = {}) {
  const context = await browser.newContext({locale: 'en-GB', bypassCSP: true, reducedMotion: 'reduce', ...options});
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('console', (message) => { if (message.type() === 'error') problems.push(`console: ${message.text()} ${message.location().url}`); });
  page.on('dialog', (dialog) => { problems.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  const own = new URL('.', address).href;
  page.on('request', (request) => { if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(own)) problems.push(`asks for ${request.url()}`); });
  await page.goto(address);
  await page.waitForSelector('main h1');
  return {context, page, problems};
}

// Texts are compared without what HTML and Unicode take away: runs of spaces, and code points that are no characters.
const as_shown = (text) => text.replace(/[\p{Cc}\p{Noncharacter_Code_Point}]/gu, ' ').replace(/\s+/g, ' ').trim();

async function check_title(page, route, titles) {
  const id = /^#\/work\/([^/]+)$/.exec(route)?.[1];
  if (!id || !titles) return;
  const wanted = titles[decodeURIComponent(id)], shown = await page.evaluate(() => document.querySelector('main h1').textContent);
  require_that(wanted && wanted.some((title) => as_shown(title) === as_shown(shown)), `the title is shown as ${JSON.stringify(shown.slice(0, 100))}`);
}

// What a learner can do in an exercise: write something odd everywhere, choose everything, press every button, twice. Answers,
// marks and explanations are shown then, too.
async function use_everything(page) {
  for (const round of [1, 2]) {
    await page.evaluate((written) => {
      const own = (selector) => [...document.querySelectorAll(`main .exercise ${selector}`)];
      for (const field of own('input[type=text], input:not([type]), textarea')) {
        if (field.readOnly || field.disabled) continue;
        field.value = written;
        for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, {bubbles: true}));
        field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}));
      }
      for (const one of own('input[type=radio], input[type=checkbox], select')) one.click();
      for (const button of own('button:not(.print-sheet)')) if (button.isConnected && !button.disabled) button.click();
    }, `${round} <img src=x onerror="window.broken=6"></script><script>window.broken=7</script>`);
    await page.waitForTimeout(30);
  }
}

// `titles`: of each work, in any language; the title on its page must be one of them, as text. `least` addresses there are.
// `use`: exercises are also used.
export async function look_at_lesson(browser, {folder, path: page_path = 'index.html', titles = null, least = 1, in_ways = ['light', 'dark', 'on paper'], use = false}, axe) {
  const {context, page, problems} = await open_lesson(browser, pathToFileURL(path.join(folder, page_path)).href);
  try {
    const routes = await routes_of(page);
    require_that(routes.length >= least, `only ${routes.length} addresses`);
    for (const route of routes) {
      await open_route(page, route);
      await check_title(page, route, titles);
      await require_own_elements(page);
      for (const [name, media, concerns] of ways) {
        if (!in_ways.includes(name) || !concerns(route)) continue;
        await page.emulateMedia({...media, reducedMotion: 'reduce'});
        const violations = await violations_of(page, axe, true) || (media.media === 'print' ? await faint_on_paper(page, axe) : '');
        require_that(!violations, `${route} ${name}: ${violations}`);
      }
      await page.emulateMedia({colorScheme: 'light', media: 'screen', reducedMotion: 'reduce'});
      if (use && await page.locator('main .exercise').count()) {
        await use_everything(page);
        await require_own_elements(page);
      }
      await require_nothing_ran(page);
    }
    require_that(!problems.length, problems.slice(0, 5).join('\n'));
    return {routes: routes.length};
  } finally {
    await context.close();
  }
}

async function play_without_server(page, route) {
  const media = page.locator('main video');
  if (await media.count() === 0) return false;
  await page.waitForFunction(() => document.querySelector('main video').readyState >= 2, null, {timeout: 30_000}).catch(() => { throw new Error(`${route}: does not load without the server`); });
  await page.evaluate(() => { const one = document.querySelector('main video'); one.muted = true; one.currentTime = one.duration * 0.6; return one.play(); });
  await page.waitForFunction(() => { const one = document.querySelector('main video'); return one.currentTime > one.duration * 0.6 + 0.4; }, null, {timeout: 30_000})
    .catch(() => { throw new Error(`${route}: does not play on after a jump without the server`); });
  await page.waitForFunction(() => [...document.querySelector('main video').textTracks].every((track) => track.cues && track.cues.length), null, {timeout: 20_000})
    .catch(() => { throw new Error(`${route}: no subtitles without the server`); });
  return true;
}

// In the page: whether a service worker keeps the lesson. One that could not take in everything is given up at once, and is not waited for.
function kept_by_a_worker() {
  const {serviceWorker} = navigator;
  const given_up = serviceWorker.getRegistration().then((registration) => new Promise((done) => {
    const worker = registration && registration.installing;
    if (!worker) return;
    worker.addEventListener('statechange', () => { if (worker.state === 'redundant') done(false); });
  }));
  return Promise.race([serviceWorker.ready.then(() => true), given_up, new Promise((done) => setTimeout(() => done(false), 60_000))]);
}

// Kept once by the service worker, then opened with the server gone.
export async function look_without_server(browser, {folder}) {
  const server = await serve(folder);
  const {context, page, problems} = await open_lesson(browser, `${server.url}index.html`, {bypassCSP: false, serviceWorkers: 'allow'});
  try {
    const manifest = await page.evaluate(async () => (await fetch(document.querySelector('link[rel=manifest]').href)).json());
    require_that(['name', 'start_url', 'display', 'icons', 'lang'].every((key) => manifest[key]), 'the manifest is not one of an app');
    require_that(['192x192', '512x512'].every((sizes) => manifest.icons.some((icon) => icon.sizes === sizes)), 'the app has no icon');
    const ready = await page.evaluate(kept_by_a_worker);
    require_that(ready, 'nothing keeps the pack');
    server.close();
    await context.setOffline(true);
    await page.reload({timeout: 30_000}).catch(() => { throw new Error('the page does not load without the server'); });
    await page.waitForSelector('main h1');
    problems.length = 0;
    let played = 0;
    const routes = await routes_of(page);
    for (const route of routes) {
      await open_route(page, route);
      require_that(await page.locator('main .problem:visible').count() === 0, `${route}: says that it cannot be shown`);
      if (/^#\/work\/[^/]+$/.test(route)) played += await play_without_server(page, route);
      await page.waitForFunction(() => [...document.querySelectorAll('main img')].every((one) => one.loading === 'lazy' || (one.complete && one.naturalWidth > 0)), null, {timeout: 20_000})
        .catch(() => { throw new Error(`${route}: a picture is not there`); });
    }
    require_that(played > 0, 'nothing was played');
    // The best quality is not kept unless the reader asks for it; another one is played, as was seen above.
    const others = problems.filter((one) => !/^console: Failed to load resource: .*\/works\/[^/]+\/video-/.test(one));
    require_that(!others.length, others.slice(0, 5).join('\n'));
    return {routes: routes.length, played};
  } finally {
    await context.close();
    server.close();
  }
}
