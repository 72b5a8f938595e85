// Packs the trial works and does with them what readers do, from file:// and served. Then every check is run once more
// against a pack broken for it, and must notice. Use: node run.mjs PACK_TRIAL [words of the names of checks]
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {is_installed, missing, serve, start_browser} from '../serve.mjs';
import {checks as page_checks, served_checks as served_page_checks} from './checks.mjs';
import {exercise_checks, served_exercise_checks} from './exercises.mjs';
import {make_trial} from './trial.mjs';

const checks = [...page_checks, ...exercise_checks], served_checks = [...served_page_checks, ...served_exercise_checks];
if (!is_installed()) {
  process.exit(missing('run `npm ci` in tests/browser first'));
}
const [program, ...words] = process.argv.slice(2);
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'integrart-web-pack-'));
const files = path.join(work, 'files'), good = path.join(work, 'web');
const manifest = make_trial(files);
execFileSync(program, [manifest, files, 'web', good, path.join(work, 'web.zip'), path.join(work, 'key')], {stdio: ['ignore', 'ignore', 'inherit']});
const browser = await start_browser();

async function attempt(check, folder, served) {
  const server = served ? await serve(folder) : null;
  const base = served ? server.url : pathToFileURL(path.join(folder, 'index.html')).href;
  const context = await browser.newContext({viewport: check.viewport || {width: 1100, height: 800}, locale: check.locale || 'en-GB', colorScheme: check.colours || 'light',
    reducedMotion: 'reduce', bypassCSP: Boolean(check.bypassCSP), javaScriptEnabled: check.javaScriptEnabled !== false});
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  const problems = [];
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) problems.push(`console: ${message.text()}`); });
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('request', (request) => { if (!request.url().startsWith('data:') && !request.url().startsWith(served ? server.url : 'file:')) problems.push(`request: ${request.url()}`); });
  let visited = false;
  const open = async (hash) => {
    if (!visited) await page.goto(base + hash);
    else await page.evaluate((to) => { location.hash = to; }, hash);
    visited = true;
    if (check.javaScriptEnabled !== false) await page.waitForSelector('main h1');
  };
  try {
    await check.run({page, open, folder, problems, stop_server: async () => { server.close(); await context.setOffline(true); }});
    return null;
  } catch (error) {
    return error.message.split('\nCall log')[0];
  } finally {
    await context.close();
    if (server) server.close();
  }
}

const wanted = (check) => words.every((word) => check.name.includes(word));
const failures = [];
function report(name, problem) {
  console.log(`${problem ? 'FAIL' : 'ok  '} ${name}${problem ? `\n     ${problem}` : ''}`);
  if (problem) failures.push(name);
}
/** Several at a time: playing takes a processor, but noticing that something is missing is mostly waiting for it. */
async function each(list, lanes, job) {
  const left = [...list];
  await Promise.all(Array.from({length: lanes}, async () => {
    while (left.length) await job(left.shift());
  }));
}
const all_checks = [...checks, ...served_checks].filter(wanted);
let copies = 0;
/** Of the good pack, spoilt by `change`; checks may take files away from theirs for a while. */
async function with_a_copy(change, job) {
  const copy = path.join(work, `copy-${copies++}`);
  fs.cpSync(good, copy, {recursive: true});
  change(copy);
  const problem = await job(copy);
  fs.rmSync(copy, {recursive: true});
  return problem;
}
const as_it_is = () => {};
await each(checks.filter(wanted), 2, async (check) => report(`file: ${check.name}`, await with_a_copy(as_it_is, (folder) => attempt(check, folder, false))));
// The zip file is what people hand on: its files are the same, and open the same way.
const unzipped = path.join(work, 'unzipped');
execFileSync('unzip', ['-q', path.join(work, 'web.zip'), '-d', unzipped]);
for (const check of checks.filter((one) => ['the works are listed and can be filtered', 'video and song play'].includes(one.name)).filter(wanted))
  report(`file, unzipped: ${check.name}`, await attempt(check, unzipped, false));
await each(all_checks, 2, async (check) => report(`served: ${check.name}`, await with_a_copy(as_it_is, (folder) => attempt(check, folder, true))));
await each(all_checks, 4, async (check) => {
  const noticed = await with_a_copy(check.broken, (folder) => attempt(check, folder, served_checks.includes(check)));
  report(`noticed in a broken pack: ${check.name}`, noticed ? null : 'the broken pack passed');
});
await browser.close();
fs.rmSync(work, {recursive: true, force: true});
console.log(failures.length ? `${failures.length} failed` : 'all passed');
process.exit(failures.length ? 1 : 0);
