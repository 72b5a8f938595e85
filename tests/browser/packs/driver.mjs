// Looks at packs in the browser for the judges of tests/e2e: one JSON question a line in, one JSON answer a line out.
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import {serve, start_browser} from '../serve.mjs';
import {run_cmi5} from './cmi5.mjs';
import {take_in} from './h5p.mjs';
import {play} from './h5p_play.mjs';
import {use_in_kolibri} from './kolibri.mjs';
import {require_nothing_ran, violations_of} from './lesson.mjs';
import {play_items} from './qti.mjs';
import {run_scorm} from './scorm.mjs';
import {look_at_lesson, look_without_server} from './web.mjs';

const modules = new URL('../node_modules/', import.meta.url).pathname;
const axe = fs.readFileSync(path.join(modules, 'axe-core/axe.min.js'), 'utf8');

async function run_axe(browser, {folder, path: page_path}) {
  const server = await serve(folder);
  const context = await browser.newContext({bypassCSP: true});
  try {
    const page = await context.newPage();
    await page.goto(server.url + page_path);
    const problem = await violations_of(page, axe, false);
    await require_nothing_ran(page);
    return {problem};
  } finally {
    await context.close();
    server.close();
  }
}

const browser = await start_browser();
const questions = {
  axe: (question) => run_axe(browser, question),
  scorm: (question) => run_scorm(browser, question, modules),
  cmi5: (question) => run_cmi5(browser, question),
  lesson: (question) => look_at_lesson(browser, question, axe),
  offline: (question) => look_without_server(browser, question),
  kolibri: (question) => use_in_kolibri(browser, question),
  h5p: (question) => take_in(question.folder, question.has_libraries),
  qti: (question) => play_items(browser, question, modules),
  h5p_play: (question) => play(browser, question, modules),
};
for await (const line of readline.createInterface({input: process.stdin})) {
  const question = JSON.parse(line);
  let answer;
  try {
    answer = await questions[question.what](question);
  } catch (error) {
    answer = {problem: error.message.split('\nCall log')[0]};
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await browser.close();
