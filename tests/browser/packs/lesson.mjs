// The lesson page, whichever pack it lies in: its addresses, and what must hold on every one of them.

export function require_that(condition, reason) {
  if (!condition) throw new Error(reason);
}

// `page` may also be a frame.
export async function open_route(page, route) {
  await page.evaluate((to) => new Promise((done) => {
    if (window.location.hash === to) return done();
    // The lesson listened before and has changed the page when this is called.
    window.addEventListener('hashchange', () => done(), {once: true});
    window.location.hash = to;
  }), route);
  await page.waitForSelector('main h1', {timeout: 30_000});
  await page.waitForFunction(() => !document.querySelector('main .waiting'), null, {timeout: 30_000});
}

// Every work, every exercise, the credits, and a page that is not there. The lesson must be open.
export async function routes_of(page) {
  const works = await page.evaluate(() => window.integrart.pack.works.map((work) => work.id));
  const routes = ['#/', '#/about', '#/nowhere'];
  for (const work of works) {
    const route = `#/work/${encodeURIComponent(work)}`;
    await open_route(page, route);
    const exercises = await page.evaluate((id) => window.integrart.works[id].activities.map((one) => one.id), work);
    routes.push(route, ...exercises.map((exercise) => `${route}/${encodeURIComponent(exercise)}`));
  }
  return routes;
}

// A text that ran as a script sets window.broken, in this window or in one that it opened.
export async function require_nothing_ran(page) {
  require_that(await page.evaluate(() => window.broken === undefined), 'a text was run as a script');
}

// What a script of somebody else can leave in a page, whether or not it ran.
export async function require_own_elements(page) {
  const foreign = await page.evaluate(() => [...document.querySelectorAll('*')].filter((one) => one.matches('main script, main iframe, main object, main embed, main form, main base')
    || [...one.attributes].some(({name, value}) => /^on/i.test(name) || (/^(href|src|action)$/i.test(name) && /^\s*(javascript|vbscript):/i.test(value)))).map((one) => one.outerHTML.slice(0, 120)));
  require_that(!foreign.length, `elements that no lesson has: ${foreign.join(' ')}`);
}

// Only what is wrong is told in full, which is quicker.
const wrong_only = {resultTypes: ['violations']};
// Style sheets are not fetched once more: from file:// that is refused, and is a message on the console.
const rules = {...wrong_only, preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']};
const said_of = (violations) => violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ').slice(0, 200)}`).join('\n');
const bring = (page, axe) => page.evaluate((code) => { if (!window.axe) (0, eval)(code); }, axe);

export async function violations_of(page, axe, limits) {
  await bring(page, axe);
  const {violations} = await page.evaluate((options) => window.axe.run(document, options), limits ? rules : wrong_only);
  return said_of(violations);
}

// Worksheets are hidden from screen readers, and axe passes by what is; on paper they are all there is.
export async function faint_on_paper(page, axe) {
  await bring(page, axe);
  const violations = await page.evaluate(async () => {
    const sheets = [...document.querySelectorAll('.worksheet[aria-hidden]')];
    for (const sheet of sheets) sheet.removeAttribute('aria-hidden');
    const found = await window.axe.run(document, {resultTypes: ['violations'], preload: false, runOnly: ['color-contrast']});
    for (const sheet of sheets) sheet.setAttribute('aria-hidden', 'true');
    return found.violations;
  });
  return said_of(violations);
}
