// Pictures of what learners see, for a person to look at: node screenshots.mjs FOLDER_OF_PACKS OUT_FOLDER
// Takes the web pack (a folder) and the book (.epub) in FOLDER_OF_PACKS. Writes one picture a page, and sheets of them.
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {open_route, routes_of} from './packs/lesson.mjs';
import {is_installed, serve, start_browser} from './serve.mjs';

if (!is_installed()) {
  console.log('skipped: run `npm ci` in tests/browser first');
  process.exit(77);
}
const [packs, out] = process.argv.slice(2);
if (!packs || !out) {
  console.error('use: node screenshots.mjs FOLDER_OF_PACKS OUT_FOLDER');
  process.exit(2);
}
const longest = 1800;  // pixels of a page; below that there is more of the same
const widths = {360: 640, 1280: 800};

fs.mkdirSync(out, {recursive: true});
const browser = await start_browser();
const sheets = {};  // name of the sheet -> [{name, width}]

async function take(page, sheet, name) {
  await page.evaluate(() => { for (const image of document.images) image.loading = 'eager'; });
  await page.waitForFunction(() => [...document.images].every((image) => image.complete), null, {timeout: 10_000}).catch(() => {});
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const {width} = page.viewportSize();
  await page.screenshot({path: path.join(out, `${sheet}-${name}.png`), fullPage: true, clip: {x: 0, y: 0, width, height: Math.min(Math.max(height, 200), longest)}});
  (sheets[sheet] ||= []).push({name, width});
}

// The list, the credits, each kind of work and a text from right to left; of the exercises one of each kind.
async function chosen(page) {
  const seen = new Set(), wanted = [];
  for (const route of await routes_of(page)) {
    const [, name, work, exercise] = route.split('/');
    const {kind, language} = await page.evaluate(([id, activity]) => {
      const one = window.integrart.pack.works.find((candidate) => candidate.id === id);
      const found = one && activity && window.integrart.works[id].activities.find((candidate) => candidate.id === activity);
      return {kind: found ? `exercise-${found.kind}${found.level ? `-${found.level}` : ''}` : one && one.kind, language: one && one.language};
    }, [work, exercise]);
    const what = name === 'work' ? `${kind}${language === 'ar' ? '-rtl' : ''}` : name || 'list';
    if (what === 'nowhere' || seen.has(what)) continue;
    seen.add(what);
    wanted.push({route, what});
  }
  return wanted;
}

// A film and a song are shown where something is sung.
async function go_into_media(page) {
  await page.evaluate(async () => {
    const media = document.querySelector('main .stage video');
    if (!media) return;
    const happened = (name) => new Promise((done) => { media.addEventListener(name, done, {once: true}); setTimeout(done, 4000); });
    if (media.readyState < 1) await happened('loadedmetadata');
    const track = [...media.textTracks].find((one) => one.cues && one.cues.length > 3);
    const arrived = happened('seeked');
    media.currentTime = track ? track.cues[3].startTime + 0.8 : media.duration / 3;
    await arrived;
  });
  await page.waitForTimeout(300);
}

async function take_lesson(folder) {
  const server = await serve(folder);
  const context = await browser.newContext({locale: 'en-GB', reducedMotion: 'reduce', serviceWorkers: 'block'});
  const page = await context.newPage();
  await page.goto(`${server.url}index.html`);
  await page.waitForSelector('main h1');
  const wanted = await chosen(page);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  for (const [width, height] of Object.entries(widths)) {
    await page.setViewportSize({width: Number(width), height});
    for (const {route, what} of wanted) {
      await open_route(page, route);
      await go_into_media(page);
      await take(page, `web-${width}`, what);
    }
  }
  await page.emulateMedia({colorScheme: 'dark'});
  for (const {route, what} of wanted.filter((one) => ['list', 'video', 'text', 'exercise-gap_fill-1'].includes(one.what))) {
    await open_route(page, route);
    await go_into_media(page);
    await take(page, 'web-dark', what);
  }
  await page.emulateMedia({media: 'print', colorScheme: 'light'});
  await page.setViewportSize({width: 794, height: 1123});  // A4 at 96 pixels an inch
  for (const {route, what} of wanted.filter((one) => one.route.startsWith('#/work/'))) {
    await open_route(page, route);
    await take(page, 'paper', what);
  }
  await context.close();
  server.close();
}

async function take_book(file) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'integrart-book-'));
  execFileSync('unzip', ['-q', file, '-d', folder]);
  const server = await serve(folder);
  const page = await browser.newPage({viewport: {width: 600, height: 800}});
  const pages = fs.readdirSync(folder, {recursive: true}).filter((name) => name.endsWith('.xhtml')).sort();
  for (const name of pages) {
    await page.goto(server.url + name);
    await page.waitForTimeout(200);
    await take(page, 'epub', path.basename(path.dirname(name)) === 'EPUB' ? path.basename(name, '.xhtml') : path.basename(path.dirname(name)));
  }
  await page.close();
  server.close();
  fs.rmSync(folder, {recursive: true, force: true});
}

async function write_sheets() {
  const page = await browser.newPage({viewport: {width: 1600, height: 900}});
  for (const [sheet, pictures] of Object.entries(sheets)) {
    const cells = pictures.map(({name, width}) => `<figure style="inline-size:${width > 700 ? 500 : 290}px"><img src="${sheet}-${name}.png" alt=""><figcaption>${name}</figcaption></figure>`);
    const file = path.resolve(out, `sheet-${sheet}.html`);
    fs.writeFileSync(file, `<!doctype html><html lang="en"><title>${sheet}</title><meta charset="utf-8"><style>body{background:#888;font:14px sans-serif;display:flex;flex-wrap:wrap;gap:16px;align-items:start}
figure{margin:0}img{inline-size:100%;max-block-size:900px;object-fit:cover;object-position:top;background:#fff}</style>${cells.join('')}</html>`);
    await page.goto(`file://${file}`);
    await page.screenshot({path: path.join(out, `sheet-${sheet}.png`), fullPage: true});
  }
}

const web = fs.readdirSync(packs).find((name) => name.endsWith('.web'));
const book = fs.readdirSync(packs).find((name) => name.endsWith('.epub'));
if (web) await take_lesson(path.join(packs, web));
if (book) await take_book(path.join(packs, book));
await write_sheets();
await browser.close();
const count = Object.values(sheets).flat().length;
console.log(`${count} pictures and ${Object.keys(sheets).length} sheets in ${path.resolve(out)}`);
process.exit(count ? 0 : 1);
