// Plays the items of a QTI 3 package with the player of Citolab (@citolab/qti-components): every one is shown whole,
// gives all points for every right answer and none for a wrong, a half or no answer.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {serve} from '../serve.mjs';
import {require_nothing_ran, require_that} from './lesson.mjs';

const patience = 10_000, patience_in_all = 150_000; // milliseconds
const page_of_player = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>QTI</title><link rel="icon" href="data:,"></head>
<body><script type="module" src="/player/index.js"></script></body></html>`;

// ---- in the page

// Shows an item in a new place; what its document says, and the words on the screen.
async function show_item({xml, patience}) {
  document.querySelector('qti-item')?.remove();
  const place = document.createElement('qti-item'), container = document.createElement('item-container');
  place.append(container);
  document.body.append(place);
  await container.updateComplete;
  container.itemXML = xml;
  const document_of_item = new DOMParser().parseFromString(xml, 'application/xml');
  if (document_of_item.querySelector('parsererror')) throw new Error('it is no XML');
  const find = () => container.shadowRoot.querySelector('qti-assessment-item');
  for (const end = Date.now() + patience; !find()?.variables?.length; await new Promise((done) => setTimeout(done, 20)))
    if (Date.now() > end) throw new Error('the player does not show it');
  window.item = find();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const all = (selector, from = document_of_item) => [...from.querySelectorAll(selector)];
  const texts = (selector) => all(selector).map((one) => one.textContent);
  return {
    kind: all('[response-identifier]').map((one) => one.localName).join(' '),
    right: texts('qti-correct-response > qti-value'),
    accepted: all('qti-map-entry').map((one) => one.getAttribute('map-key')),
    options: all('qti-simple-choice').map((one) => one.getAttribute('identifier')),
    is_multiple: all('qti-response-declaration[cardinality="multiple"]').length > 0,
    written: texts('qti-item-body').join(''), seen: window.item.querySelector('qti-item-body').innerText,
    on_screen: window.item.querySelector('[response-identifier]')?.getBoundingClientRect().height > 0,
  };
}

// What the player makes of what is filled in now.
async function points() {
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  window.item.processResponse();
  const value = (name) => window.item.variables.find((one) => one.identifier === name)?.value;
  return {score: value('SCORE') === undefined || value('SCORE') === null ? null : Number(value('SCORE')), response: value('RESPONSE')};
}

// ---- outside

const words = (text) => text.replace(/[\p{C}\s]+/gu, ' ').trim();

async function choose(page, options) {
  for (const option of options) await page.locator(`qti-simple-choice[identifier="${option}"]`).click();
}

// The player listens to keys, which letters beyond ASCII do not press here.
async function write_into(field, text) {
  await field.fill(text);
  await field.press('End');
}

// Every way of answering an item that matters: {what, points, answer}. Each is given to a fresh item.
function attempts_at(page, item) {
  const write = (text) => write_into(page.locator('qti-text-entry-interaction input'), text);
  const wrong = item.options.filter((one) => !item.right.includes(one));
  if (item.kind === 'qti-text-entry-interaction') {
    require_that(item.accepted.includes(item.right[0]), `${item.right} is not among the accepted ${item.accepted}`);
    return [{what: 'nothing', points: 0, answer: () => {}}, {what: 'a wrong word', points: 0, answer: () => write('qqq')},
      ...item.accepted.map((one) => ({what: one, points: 1, answer: () => write(one)})),
      {what: 'the word in capitals', points: 1, answer: () => write(item.right[0].toLocaleUpperCase('und'))}];
  }
  if (item.kind === 'qti-choice-interaction') {
    require_that(item.right.length > 0 && item.right.every((one) => item.options.includes(one)), `${item.right} is no choice`);
    require_that(item.is_multiple || item.right.length === 1, 'one can be chosen, and several are right');
    return [{what: 'nothing', points: 0, answer: () => {}}, {what: 'what is right', points: 1, answer: () => choose(page, item.right)},
      ...wrong.slice(0, 1).map((one) => ({what: 'a wrong one', points: 0, answer: () => choose(page, [one])})),
      ...(item.right.length > 1 ? [{what: 'half of what is right', points: 0, answer: () => choose(page, item.right.slice(1))}] : []),
      ...(item.is_multiple && wrong.length ? [{what: 'everything', points: 0, answer: () => choose(page, item.options)}] : [])];
  }
  require_that(item.kind === 'qti-extended-text-interaction' && item.right.length === 0, `${item.kind} is of no known kind`);
  // A person reads these; they have no points of their own.
  return [{what: 'a text', points: 0, answer: () => write_into(page.locator('qti-extended-text-interaction textarea'), 'My own words.'), said: 'My own words.'}];
}

async function play_item(page, xml) {
  const item = await page.evaluate(show_item, {xml, patience});
  require_that(item.on_screen, 'there is nothing to answer with');
  require_that(words(item.seen.replace(/\u00a0/g, ' ')) === words(item.written), `"${words(item.written).slice(0, 200)}" is shown as "${words(item.seen).slice(0, 200)}"`);
  for (const attempt of attempts_at(page, item)) {
    await page.evaluate(show_item, {xml, patience});
    await attempt.answer();
    const {score, response} = await page.evaluate(points);
    require_that(score === attempt.points, `${attempt.what} gives ${score} points, not ${attempt.points}`);
    if (attempt.said) require_that(response === attempt.said, `${attempt.said} was written, the player has ${response}`);
  }
  return item.kind + (item.is_multiple ? ' multiple' : '');
}

// Of every work the first few items of each kind, as the manifest has them: they differ in nothing but their words.
function some_items(folder, most = 4) {
  const count = {}, manifest = fs.readFileSync(path.join(folder, 'imsmanifest.xml'), 'utf8');
  const place = (name) => manifest.indexOf(`href="${name}"`);
  const items = fs.readdirSync(folder, {recursive: true}).filter((name) => /^items\/.*\.xml$/.test(name));
  return items.sort((one, other) => place(one) - place(other)).filter((name) => {
    const text = fs.readFileSync(path.join(folder, name), 'utf8');
    const kind = [path.dirname(name), ...(text.match(/<qti-[a-z-]+-interaction|cardinality="\w+"/g) || [])].join(' ');
    count[kind] = (count[kind] || 0) + 1;
    return count[kind] <= most;
  });
}

// `folder`: the unpacked package. How many items of each kind were played.
export async function play_items(browser, {folder}, modules) {
  const site = fs.mkdtempSync(path.join(os.tmpdir(), 'integrart-qti-'));
  fs.symlinkSync(path.join(modules, '@citolab/qti-components/cdn'), path.join(site, 'player'));
  fs.writeFileSync(path.join(site, 'index.html'), page_of_player);
  const items = some_items(folder);
  let server, context, watch;
  try {
    server = await serve(site);
    context = await browser.newContext();
    watch = setTimeout(() => context.close(), patience_in_all); // an item may keep the page busy for ever
    const page = await context.newPage(), problems = [], kinds = {};
    page.setDefaultTimeout(patience);
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()); });
    page.on('request', (request) => { if (!request.url().startsWith(server.url)) problems.push(`it asks for ${request.url()}`); });
    await page.goto(server.url);
    for (const name of items) {
      try {
        const kind = await play_item(page, fs.readFileSync(path.join(folder, name), 'utf8'));
        kinds[kind] = (kinds[kind] || 0) + 1;
        await require_nothing_ran(page);
        require_that(problems.length === 0, problems.join('; '));
      } catch (problem) {
        throw new Error(`${name}: ${problem.message}`.slice(0, 600));
      }
    }
    return {kinds};
  } finally {
    clearTimeout(watch);
    if (context) await context.close();
    if (server) server.close();
    fs.rmSync(site, {recursive: true, force: true});
  }
}
