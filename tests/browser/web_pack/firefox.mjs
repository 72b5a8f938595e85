// Opens the unzipped pack by file:// in Firefox and does with it what readers do most. Then every check is run once more
// against a pack broken for it, and must notice. Use: node firefox.mjs PACK_TRIAL [words of the names of checks]
// Debian's own Firefox is driven by WebDriver BiDi, through Puppeteer: what run.mjs uses needs a build of its own.
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {is_installed, missing} from '../serve.mjs';
import {change, empty, expect} from './checks.mjs';
import {make_trial} from './trial.mjs';

const firefox = process.env.FIREFOX || '/usr/bin/firefox-esr';
if (!is_installed() || !fs.existsSync(firefox)) {
  process.exit(missing('install firefox-esr, and run `npm ci` in tests/browser'));
}
const {default: puppeteer} = await import('puppeteer-core');

const until = async (page, fact, what, ...values) => {
  try {
    await page.waitForFunction(fact, {timeout: 8000}, ...values);
  } catch (late) {
    throw new Error(what);
  }
};
const texts = (page, selector) => page.$$eval(selector, (all) => all.map((one) => one.textContent));
const text = async (page, selector) => (await texts(page, selector))[0];
async function choose(page, selector, number, value) {
  await (await page.$$(selector))[number].select(value);
}
async function open_player(page, open, id) {
  await open(`#/work/${id}`);
  await until(page, () => { const video = document.querySelector('video'); return video && video.readyState >= 2; }, `${id} does not load`);
}
async function go_to(page, time) {
  await page.evaluate((to) => { document.querySelector('video').currentTime = to; }, time);
  await until(page, (to) => { const video = document.querySelector('video'); return !video.seeking && Math.abs(video.currentTime - to) < 0.3; }, `cannot go to ${time} s`, time);
}

const checks = [
  {name: 'the works are listed', broken: change('data.js', '"id":"kitchen-song"', '"id":"kitchen-hum","title_":"'), async run({page, open}) {
    await open('#/');
    const titles = await texts(page, '.card h2');
    expect(titles.length === 6 && titles.includes('Lullaby of two homes') && titles.includes('Song in the kitchen'), `cards: ${titles}`);
    const link = await page.$('a[href="#/work/kitchen-song"]');
    expect(link, 'no way to the song');
    await link.click();
    await until(page, () => document.querySelector('h1').textContent === 'Song in the kitchen', 'the song does not open');
  }},
  {name: 'video and song play', broken: empty('works/lullaby/video-360p.mp4', 'works/lullaby/video-180p.mp4', 'works/lullaby/audio-only-audio.m4a', 'works/kitchen-song/audio-aac.m4a'), async run({page, open}) {
    for (const id of ['lullaby', 'kitchen-song']) {
      await open_player(page, open, id);
      await page.click('.play');
      await until(page, () => document.querySelector('video').currentTime > 0.6, `${id} does not play`);
      await page.click('.play');
      expect(await page.evaluate(() => document.querySelector('video').paused), `${id} does not pause`);
    }
  }},
  {name: 'subtitles are shown, in two languages at once', broken: change('app.js', '[find_track(first), find_track(second)]', '[find_track(first)]'), async run({page, open}) {
    await open_player(page, open, 'lullaby');
    await go_to(page, 8);
    await until(page, () => document.querySelectorAll('.captions p').length === 2, 'not two lines');
    const shown = (await texts(page, '.captions p')).join('|');
    expect(shown === 'Один далеко, де річка й гай,|One far away, by river and grove,', `shown: ${shown}`);
    await choose(page, '.settings select', 0, 'pl');
    await choose(page, '.settings select', 1, 'ar');
    await until(page, () => document.querySelector('.captions .second').dir === 'rtl', 'Arabic is not written from right to left');
    expect((await texts(page, '.captions p'))[0] === 'Jeden daleko, gdzie rzeka i gaj,', 'Polish is not first');
  }},
  {name: 'the transcript follows and seeks', broken: change('app.js', 'transcript.update(time);', ''), async run({page, open}) {
    await open_player(page, open, 'lullaby');
    await go_to(page, 15);
    await until(page, () => { const line = document.querySelector('.line[aria-current]'); return line && line.textContent.includes('Мамина пісня'); }, 'the line of 15 s is not current');
    await (await page.$$('.line'))[1].click();
    await until(page, () => Math.abs(document.querySelector('video').currentTime - 3.6) < 1 && !document.querySelector('video').paused, 'a click on a line does not go there and play');
    await until(page, () => document.querySelector('.line[aria-current]').textContent.includes('два доми'), 'the clicked line is not current');
  }},
  {name: 'an exercise is answered, and remembered', broken: change('app.js', 'const right = chosen.length === correct.length', 'const right = true || chosen.length === correct.length'), async run({page, open}) {
    await open('#/work/lullaby/choice');
    await until(page, () => document.querySelector('.exercise-line .option'), 'the exercise does not open');
    const items = await page.evaluate(() => window.integrart.works.lullaby.activities.find((one) => one.id === 'choice').items);
    const answer = async (line, option) => (await (await page.$$('.exercise-line'))[line].$$('input'))[option].click();
    await answer(0, (items[0].correct + 1) % items[0].options.length);
    expect((await texts(page, '.exercise-line .feedback'))[0] === 'Not yet. Try again.', 'a wrong word is taken for right');
    for (let i = 0; i < items.length; ++i) await answer(i, items[i].correct);
    expect(await text(page, '.score') === `${items.length - 1} of ${items.length} right`, await text(page, '.score'));
    await open('#/work/lullaby');
    await page.reload();
    await until(page, () => document.querySelector('.exercise-score'), 'the score is not remembered');
  }},
  {name: 'nothing is asked for outside and the console stays silent', broken: change('app.js', "const image = app.element('img', {src: work.picture.path", "const image = app.element('img', {src: 'https://example.org/a.png'"), async run({page, open, problems}) {
    for (const hash of ['#/', '#/work/lullaby', '#/work/kitchen-song', '#/work/two-windows', '#/work/two-keys', '#/work/miftahan', '#/work/hostile', '#/about']) {
      await open(hash);
      await new Promise((done) => setTimeout(done, 200));
    }
    expect(problems.length === 0, problems.join('\n'));
  }},
];

async function attempt(browser, check, folder) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const problems = [];
  page.on('console', (message) => { if (['error', 'warn', 'warning'].includes(message.type())) problems.push(`console: ${message.text()}`); });
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('request', (request) => { if (!/^(data|file|blob):/.test(request.url())) problems.push(`request: ${request.url()}`); });
  let visited = false;
  const open = async (hash) => {
    if (!visited) await page.goto(pathToFileURL(path.join(folder, 'index.html')).href + hash);
    else await page.evaluate((to) => { location.hash = to; }, hash);
    visited = true;
    await until(page, () => document.querySelector('main h1'), `${hash} does not open`);
  };
  try {
    await page.setViewport({width: 1100, height: 800});
    await check.run({page, open, problems});
    return null;
  } catch (error) {
    return error.message;
  } finally {
    await context.close();
  }
}

const [program, ...words] = process.argv.slice(2);
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'integrart-firefox-'));
const files = path.join(work, 'files'), good = path.join(work, 'unzipped');
const manifest = make_trial(files);
execFileSync(program, [manifest, files, 'web', path.join(work, 'web'), path.join(work, 'web.zip'), path.join(work, 'key')], {stdio: ['ignore', 'ignore', 'inherit']});
execFileSync('unzip', ['-q', path.join(work, 'web.zip'), '-d', good]);
const browser = await puppeteer.launch({browser: 'firefox', executablePath: firefox, headless: true,
  extraPrefsFirefox: {'media.autoplay.default': 0, 'intl.accept_languages': 'en-GB', 'intl.locale.requested': 'en-GB'}});
const failures = [];
function report(name, problem) {
  console.log(`${problem ? 'FAIL' : 'ok  '} ${name}${problem ? `\n     ${problem}` : ''}`);
  if (problem) failures.push(name);
}
console.log(await browser.version());
for (const check of checks.filter((one) => words.every((word) => one.name.includes(word)))) {
  report(`file: ${check.name}`, await attempt(browser, check, good));
  const broken = path.join(work, 'broken');
  fs.rmSync(broken, {recursive: true, force: true});
  fs.cpSync(good, broken, {recursive: true});
  check.broken(broken);
  const noticed = await attempt(browser, check, broken);
  report(`noticed in a broken pack: ${check.name}`, noticed ? null : 'the broken pack passed');
}
await browser.close();
fs.rmSync(work, {recursive: true, force: true});
console.log(failures.length ? `${failures.length} failed` : 'all passed');
process.exit(failures.length ? 1 : 0);
