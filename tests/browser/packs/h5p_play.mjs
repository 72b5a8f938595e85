// Plays an .h5p file in the browser with h5p-standalone, from the libraries in it or from a folder of libraries: everything
// that it names must be there, nothing may fail, and the gaps of Blanks are filled with their answers.
//
// What that proves depends on the libraries. With those of H5P: that they play the file. With the stand-ins of this
// folder: that the file is put together well (libraries found and loaded in order, content and its files where the
// player looks, answers and labels read as meant), and nothing about the widgets of H5P.
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {serve} from '../serve.mjs';
import {require_nothing_ran} from './lesson.mjs';

const patience = 30_000; // milliseconds
const page_of_player = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>H5P</title><link rel="icon" href="data:,"></head>
<body><div id="place"></div><script src="/player/main.bundle.js"></script></body></html>`;

function require_that(condition, reason) {
  if (!condition) throw new Error(reason);
}

const is_library = (folder) => fs.existsSync(path.join(folder, 'library.json'));

// Puts the libraries of a folder, unpacked or in packages, beside the content, unless the file brings its own.
function add_libraries(folder, unpacked) {
  for (const name of fs.readdirSync(folder)) {
    const from = path.join(folder, name);
    if (/\.(h5p|zip)$/.test(name)) {
      const inner = fs.mkdtempSync(path.join(path.dirname(unpacked), 'libraries-'));
      execFileSync('unzip', ['-q', '-o', from, '-d', inner]);
      add_libraries(inner, unpacked);
    } else if (is_library(from)) {
      const {machineName, majorVersion, minorVersion} = JSON.parse(fs.readFileSync(path.join(from, 'library.json'), 'utf8'));
      const to = path.join(unpacked, `${machineName}-${majorVersion}.${minorVersion}`);
      if (!fs.existsSync(to)) fs.cpSync(from, to, {recursive: true});
    }
  }
}

// The answers of every Blanks in the content, in its order.
function answers_in(library, content) {
  const answers = [];
  const walk = (name, value) => {
    if (!value || typeof value !== 'object') return;
    if (name === 'H5P.Blanks') for (const question of value.questions) for (const [, gap] of question.matchAll(/\*([^*]+)\*/g)) answers.push(gap.split(':')[0].split('/')[0]);
    else for (const inner of Object.values(value)) walk(inner && typeof inner.library === 'string' ? inner.library.split(' ')[0] : '', inner && typeof inner.library === 'string' ? inner.params : inner);
  };
  walk(library, content);
  return answers;
}

// The frame of the player, once its content runs.
async function frame_of(page, problems) {
  for (const end = Date.now() + patience; Date.now() < end;) {
    for (const frame of page.frames()) {
      if (await frame.evaluate(() => Boolean(window.H5P && window.H5P.instances && window.H5P.instances.length)).catch(() => false)) return frame;
    }
    if (problems.length) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`the content did not begin: ${problems.join('; ') || 'nothing happened'}`);
}

// Every picture and film that the content shows has come.
const media_have_come = () => [...document.querySelectorAll('.h5p-content img, .h5p-content video')].every((one) => (one.tagName === 'IMG' ? one.complete && one.naturalWidth > 0 : one.readyState > 0));

async function all_media(frame, problems) {
  for (const end = Date.now() + patience; Date.now() < end && !problems.length;) {
    if (await frame.evaluate(media_have_come)) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  problems.push('a picture or a film does not load');
}

async function fill_gaps(frame, answers, check_label) {
  const inputs = frame.locator('.h5p-text-input');
  require_that(await inputs.count() === answers.length, `${await inputs.count()} gaps are shown, ${answers.length} are meant`);
  for (let i = 0; i < answers.length; ++i) await inputs.nth(i).fill(answers[i]);
  const buttons = frame.locator('.h5p-question-check-answer');
  require_that(await buttons.count() > 0, 'there is no button to check the answers');
  for (let i = 0; i < await buttons.count(); ++i) {
    if (check_label) require_that((await buttons.nth(i).innerText()).trim() === check_label, `the button says ${await buttons.nth(i).innerText()}`);
    await buttons.nth(i).click();
  }
}

// `libraries`: a folder, for files that hold content only. `all_gaps`: nested ones are shown at once too (stand-ins).
export async function play(browser, {file, libraries, all_gaps}, modules) {
  const site = fs.mkdtempSync(path.join(os.tmpdir(), 'integrart-h5p-play-'));
  const unpacked = path.join(site, 'package'), problems = [];
  let server, context;
  try {
    execFileSync('unzip', ['-q', file, '-d', unpacked]);
    if (libraries) add_libraries(libraries, unpacked);
    fs.symlinkSync(path.join(modules, 'h5p-standalone/dist'), path.join(site, 'player'));
    fs.writeFileSync(path.join(site, 'index.html'), page_of_player);
    server = await serve(site);
    context = await browser.newContext();
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(`error on the page: ${error.message}`));
    page.on('response', (response) => { if (response.status() >= 400) problems.push(`${response.status()} ${new URL(response.url()).pathname}`); });
    page.on('requestfailed', (request) => { if (!/ERR_ABORTED/.test(request.failure().errorText)) problems.push(`${request.failure().errorText} ${request.url()}`); });
    page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()); });
    await page.goto(server.url);
    await page.evaluate(() => new window.H5PStandalone.H5P(document.getElementById('place'),
      {h5pJsonPath: '/package', frameJs: '/player/frame.bundle.js', frameCss: '/player/styles/h5p.css'}));
    const frame = await frame_of(page, problems);
    await frame.evaluate(() => {
      window.said = [];
      window.H5P.externalDispatcher.on('xAPI', (event) => window.said.push(event.data.statement));
    });
    await all_media(frame, problems);

    const metadata = JSON.parse(fs.readFileSync(path.join(unpacked, 'h5p.json'), 'utf8'));
    const content = JSON.parse(fs.readFileSync(path.join(unpacked, 'content/content.json'), 'utf8'));
    const answers = all_gaps || metadata.mainLibrary === 'H5P.Blanks' ? answers_in(metadata.mainLibrary, content) : [];
    if (answers.length) {
      await fill_gaps(frame, answers, metadata.mainLibrary === 'H5P.Blanks' ? content.checkAnswer : undefined);
      await frame.waitForFunction(() => window.said.some((one) => one.result && one.result.score), undefined, {timeout: patience});
      const scores = await frame.evaluate(() => window.said.filter((one) => one.result && one.result.score).map((one) => one.result.score));
      require_that(scores.every((score) => score.raw === score.max && score.max > 0), `right answers, but ${JSON.stringify(scores)}`);
      require_that(scores.reduce((sum, score) => sum + score.max, 0) === answers.length, `${answers.length} gaps, but ${JSON.stringify(scores)}`);
    }
    for (const one of page.frames()) await require_nothing_ran(one);
    const seen = await frame.evaluate(() => document.body.innerText);
    require_that(problems.length === 0, problems.join('; ').slice(0, 600));
    return {library: metadata.mainLibrary, gaps: answers.length, seen, media: await frame.locator('.h5p-content img, .h5p-content video').count()};
  } finally {
    if (context) await context.close();
    if (server) server.close();
    fs.rmSync(site, {recursive: true, force: true});
  }
}
