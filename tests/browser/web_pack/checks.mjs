// What a reader must be able to do with a web pack. Every check comes with a way to break a pack that it must notice.
import fs from 'node:fs';
import path from 'node:path';
import {hostile} from './trial.mjs';

export function expect(fact, what) {
  if (!fact) throw new Error(what);
}
export const until = async (page, fact, what, argument) => {
  try {
    await page.waitForFunction(fact, argument, {timeout: 6000});
  } catch (late) {
    throw new Error(what);
  }
};

// ---- ways to break a pack: change one file of a copy
export const change = (file, from, to) => (folder) => {
  const name = path.join(folder, file);
  const text = fs.readFileSync(name, 'utf8');
  const changed = text.replaceAll(from, to);
  if (changed === text) throw new Error(`nothing to break in ${file}: ${from}`);
  fs.writeFileSync(name, changed);
};
const all = (...breaks) => (folder) => breaks.forEach((one) => one(folder));
export const empty = (...files) => (folder) => files.forEach((file) => fs.writeFileSync(path.join(folder, file), ''));

export const pages = ['#/', '#/work/lullaby', '#/work/kitchen-song', '#/work/two-windows', '#/work/two-keys', '#/work/miftahan', '#/work/hostile', '#/about', '#/nowhere',
  ...['karaoke', 'gap_fill-1', 'choice', 'order', 'match', 'dictation', 'vocabulary', 'flashcards', 'repeat', 'questions'].map((id) => `#/work/lullaby/${id}`), '#/work/miftahan/gap_fill-2'];
const state = (page) => page.evaluate(() => {
  const video = document.querySelector('video');
  return {time: video.currentTime, paused: video.paused, source: video.currentSrc, error: Boolean(video.error)};
});
const go_to = async (page, time) => {
  await page.evaluate((to) => { document.querySelector('video').currentTime = to; }, time);
  await until(page, (to) => { const video = document.querySelector('video'); return !video.seeking && Math.abs(video.currentTime - to) < 0.3; }, `cannot go to ${time} s`, time);
};
export const open_work = async ({page, open}, id) => {
  await open(`#/work/${id}`);
  await until(page, () => document.querySelector('.work-body > :not(.waiting)'), `${id} does not open`);
};
const open_player = async (context, id = 'lullaby') => {
  await open_work(context, id);
  await until(context.page, () => document.querySelector('video').readyState >= 2, 'the video does not load');
};
const first_choice = '.settings select >> nth=0', second_choice = '.settings select >> nth=1';

export const checks = [
  {name: 'the works are listed and can be filtered', broken: change('data.js', '"kind":"image"', '"kind":"text"'), async run({page, open}) {
    await open('#/');
    const titles = await page.locator('.card h2').allTextContents();
    expect(titles.length === 6 && titles.includes('Lullaby of two homes') && titles.includes('Song in the kitchen'), `cards: ${titles}`);
    await page.click('.filter >> nth=0 >> text=Text');
    expect(await page.locator('.card').count() === 3, 'the filter by kind does not leave the three texts');
    await page.click('.filter >> nth=0 >> text=All');
    await page.click('.filter >> nth=2 >> text=A1');
    expect((await page.locator('.card h2').allTextContents()).join() === 'Song in the kitchen', 'the filter by level');
    expect(await page.locator('.count').textContent() === '1 work', 'the number of works');
  }},
  {name: 'video and song play', broken: empty('works/lullaby/video-360p.mp4', 'works/lullaby/video-180p.mp4', 'works/lullaby/audio-only-audio.m4a', 'works/kitchen-song/audio-aac.m4a'), async run(context) {
    for (const id of ['lullaby', 'kitchen-song']) {
      await open_player(context, id);
      await context.page.click('.play');
      await until(context.page, () => document.querySelector('video').currentTime > 0.6, `${id} does not play`);
      await context.page.click('.play');
      expect((await state(context.page)).paused, `${id} does not pause`);
    }
  }},
  {name: 'a learner hears the film in another language, in time with its picture', broken: change('app.js', 'voice.use(heard && is_video(rendition) ?', 'voice.use(!heard ?'), async run(context) {
    await open_player(context);
    const {page} = context, language = '.settings select >> nth=4';
    const in_time = () => {
      const film = document.querySelector('video'), voice = document.querySelector('.player audio');
      return film.muted && !voice.paused && !voice.muted && voice.currentSrc.includes('audio-en') && film.currentTime > 0.6 && Math.abs(voice.currentTime - film.currentTime) < 0.3;
    };
    await page.selectOption(language, 'en');
    await page.click('.play');
    await until(page, in_time, 'the other sound does not play beside the silent film');
    await go_to(page, 12);
    await until(page, in_time, 'the other sound does not follow the film');
    await page.click('.play');
    await until(page, () => document.querySelector('.player audio').paused, 'the other sound goes on when the film pauses');
    await page.selectOption(language, '');
    await until(page, () => !document.querySelector('video').muted && document.querySelector('.player audio').paused, 'the own sound does not come back');
  }},
  {name: 'a learner reads what is practised with a work', broken: change('app.js', 'objectives(work), app.work_facts', 'app.work_facts'), async run(context) {
    await open_work(context, 'lullaby');
    expect((await context.page.locator('.objectives li').allTextContents()).join() === 'name what is in a home,sing a chorus', 'what is practised');
    await open_work(context, 'two-keys');
    expect(await context.page.locator('.objectives').count() === 0, 'a heading over nothing');
  }},
  {name: 'another quality goes on at the same place', broken: change('app.js', 'pending_time = time;', 'pending_time = 0;'), async run(context) {
    await open_player(context);
    await go_to(context.page, 9);
    await context.page.click('.play');
    const before = await state(context.page);
    for (const [choice, file] of [['1', 'video-180p'], ['2', 'audio-only'], ['0', 'video-360p']]) {
      await context.page.selectOption('.settings select >> nth=3', choice);
      await until(context.page, (name) => { const video = document.querySelector('video'); return video.currentSrc.includes(name) && video.readyState >= 2 && video.currentTime > 8; }, `${file} does not go on at 9 s`, file);
    }
    const after = await state(context.page);
    expect(before.source.includes('video-360p') && !after.paused && after.time > 8.9 && after.time < 15, `after switching: ${JSON.stringify(after)}`);
  }},
  {name: 'a missing rendition is replaced by another one', broken: change('app.js', 'const other = renditions.find', 'const other = [].find'), async run(context) {
    const file = path.join(context.folder, 'works/lullaby/video-360p.mp4');
    const bytes = fs.readFileSync(file);
    fs.rmSync(file);
    try {
      await open_player(context);
      expect((await state(context.page)).source.includes('video-180p'), 'the small video is not taken');
    } finally {
      fs.writeFileSync(file, bytes);
    }
  }},
  {name: 'subtitles are shown in two languages at once', broken: change('app.js', '[find_track(first), find_track(second)]', '[find_track(first)]'), async run(context) {
    await open_player(context);
    await go_to(context.page, 8);
    const lines = () => context.page.locator('.captions p').allTextContents();
    await until(context.page, () => document.querySelectorAll('.captions p').length === 2, 'not two lines');
    expect((await lines()).join('|') === 'Один далеко, де річка й гай,|One far away, by river and grove,', `shown: ${await lines()}`);
    await context.page.selectOption(first_choice, 'pl');
    await context.page.selectOption(second_choice, 'ar');
    await until(context.page, () => document.querySelector('.captions .second').dir === 'rtl', 'Arabic is not written from right to left');
    expect((await lines())[0] === 'Jeden daleko, gdzie rzeka i gaj,', 'Polish is not first');
    await context.page.selectOption(first_choice, '');
    expect((await lines()).length === 1, 'the first language cannot be switched off');
    const native = await context.page.evaluate(() => [...document.querySelector('video').textTracks].map((track) => `${track.language}:${track.mode}:${track.cues.length}`));
    expect(native.join() === 'uk:hidden:6,pl:hidden:6,en:hidden:6,ar:hidden:6', `tracks of the element: ${native}`);
  }},
  {name: 'the sung word is marked', broken: change('app.js', "classList.toggle('sung'", "classList.toggle('song'"), async run(context) {
    await open_player(context);
    await go_to(context.page, 1.8);
    await until(context.page, () => document.querySelectorAll('.captions .sung').length > 0, 'no word is marked');
    const [sung, every] = await context.page.evaluate(() => [document.querySelectorAll('.captions .sung').length, document.querySelectorAll('.captions .word').length]);
    expect(sung < every, `${sung} of ${every} words`);
  }},
  {name: 'the transcript follows and seeks', broken: change('app.js', 'transcript.update(time);', ''), async run(context) {
    const {page} = context;
    await open_player(context);
    await go_to(page, 15);
    await until(page, () => { const line = document.querySelector('.line[aria-current]'); return line && line.textContent.includes('Мамина пісня'); }, 'the line of 15 s is not current');
    await page.click('.line >> nth=1');
    await until(page, () => Math.abs(document.querySelector('video').currentTime - 3.6) < 1 && !document.querySelector('video').paused, 'a click on a line does not go there and play');
    await until(page, () => document.querySelector('.line[aria-current]').textContent.includes('два доми'), 'the clicked line is not current');
  }},
  {name: 'a line is repeated, and the player stops after a line', broken: change('app.js', 'repeated && time >= repeated.e - 0.02', 'false'), async run(context) {
    const {page} = context;
    await open_player(context);
    await go_to(page, 6.3);
    await page.click('[aria-label="Repeat the line"]');
    await page.click('.play');
    await until(page, () => { const time = document.querySelector('video').currentTime; return time > 3.5 && time < 5; }, 'the line does not begin again');
    await page.click('[aria-label="Repeat the line"]');
    await page.check('.settings input[type=checkbox]');
    await go_to(page, 6.2);
    await until(page, () => document.querySelector('video').paused, 'no stop after the line');
    const {time} = await state(page);
    expect(time > 6.4 && time < 7, `stopped at ${time}`);
  }},
  {name: 'everything works with the keyboard alone', broken: change('app.js', "document.addEventListener('keydown'", "document.addEventListener('keydrown'"), async run({page, open}) {
    await open('#/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement.className) === 'skip', 'the first stop is not the skip link');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement.tagName) === 'H1', 'the skip link does not go to the title');
    for (let i = 0; i < 60 && !(await page.evaluate(() => document.activeElement.getAttribute('href') === '#/work/lullaby')); ++i) await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement, '::after').outlineStyle);
    expect(outline === 'solid', 'the focus on a card cannot be seen');
    await page.keyboard.press('Enter');
    await until(page, () => document.querySelector('video') && document.querySelector('video').readyState >= 2, 'Enter does not open the work');
    expect(await page.evaluate(() => document.activeElement.tagName) === 'H1', 'the focus is not on the title of the new page');
    await page.keyboard.press('k');
    await until(page, () => document.querySelector('video').currentTime > 0.6, 'k does not play');
    await page.keyboard.press('k');
    await page.keyboard.press('n');
    await until(page, () => document.querySelector('video').currentTime >= 3.5, 'n does not go to the next line');
    await page.keyboard.press('ArrowRight');
    await until(page, () => document.querySelector('video').currentTime >= 8, 'the arrow does not jump');
    await page.keyboard.press('v');
    expect(await page.inputValue(second_choice) === '', 'v does not switch the second language off');
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open]');
    await page.uncheck('dialog input');
    await page.keyboard.press('Escape');
    await until(page, () => document.querySelector('dialog') === null, 'Escape does not close the list of keys');
    await page.keyboard.press('k');
    expect((await state(page)).paused, 'single keys cannot be switched off');
    await page.focus('.seek-bar input');
    await page.keyboard.press('ArrowLeft');
    await until(page, () => document.querySelector('video').currentTime < 7, 'the slider does not listen to the keyboard');
    expect((await page.getAttribute('.seek-bar input', 'aria-valuetext')).endsWith('of 0:22'), 'the slider does not say where it is');
  }},
  {name: 'right-to-left text lies right', broken: change('data.js', '"rtl":true', '"rtl":false'), async run(context) {
    const {page} = context;
    await open_work(context, 'miftahan');
    const place = await page.evaluate(() => {
      const line = document.querySelector('.reading [lang=ar] p') || document.querySelector('.reading [lang=ar]');
      const range = document.createRange();
      range.selectNodeContents(line);
      const [text, box] = [[...range.getClientRects()].pop(), line.getBoundingClientRect()];
      return {direction: getComputedStyle(line).direction, right: Math.abs(box.right - text.right), left: text.left - box.left};
    });
    expect(place.direction === 'rtl' && place.right < 2 && place.left > 20, JSON.stringify(place));
  }},
  {name: 'a text is read with its translation under, beside or behind a tap', broken: change('app.js', 'own.sentences.length === other.sentences.length', 'false'), async run(context) {
    const {page} = context;
    await open_work(context, 'two-keys');
    await page.selectOption('.reading-tools select >> nth=0', 'nl');
    expect(await page.locator('.pair').count() === 5, `${await page.locator('.pair').count()} pairs`);
    expect((await page.locator('.pair >> nth=2').textContent()).includes('De ene is koud'), 'the third sentence and its translation');
    await page.selectOption('.reading-tools select >> nth=1', 'tap');
    expect(await page.locator('.pair .second:visible').count() === 0, 'translations are shown before the tap');
    await page.click('.pair >> nth=1 >> button');
    expect(await page.locator('.pair .second:visible').count() === 1, 'a tap does not show the translation');
    await page.selectOption('.reading-tools select >> nth=1', 'beside');
    const [a, b] = await page.evaluate(() => ['.first', '.second'].map((one) => document.querySelectorAll(one)[1].getBoundingClientRect().left));
    expect(b > a + 100, 'the translation is not beside the text');
  }},
  {name: 'a picture tells what it shows and can be enlarged', broken: change('app.js', "dialog.classList.add('zoom');", 'dialog.close();'), async run(context) {
    const {page} = context;
    await open_work(context, 'two-windows');
    expect((await page.getAttribute('.viewer img', 'alt')).startsWith('Two houses'), 'no alternative text');
    await until(page, () => document.querySelector('.viewer img').naturalWidth > 0, 'the picture is not there');
    await page.click('.picture-button');
    await page.waitForSelector('dialog.zoom', {timeout: 2000});
    await page.keyboard.press('Tab');
    await page.click('[aria-label="Larger"]');
    expect((await page.evaluate(() => document.querySelector('.zoom-area img').style.transform)).includes('scale(1.4)'), 'the picture does not grow');
  }},
  {name: 'the place is remembered on the device', broken: change('app.js', "if (saved_at > 1) app.advance", 'if (false) app.advance'), async run(context) {
    const {page, open} = context;
    await open_player(context);
    await go_to(page, 12);
    await open('#/');
    await page.reload();
    expect(await page.locator('.begun .card').count() === 1, 'no work to continue');
    await open_player(context);
    await until(page, () => Math.abs(document.querySelector('video').currentTime - 12) < 0.5, 'the video does not continue at 12 s');
    await page.click('.resume button');
    await until(page, () => document.querySelector('video').currentTime < 0.5, 'no way to start again');
  }},
  {name: 'the interface speaks the language of the reader', broken: change('app.js', "const primary = ", "const primary = 'en' || "), locale: 'uk-UA', async run({page, open}) {
    await open('#/');
    expect(await page.evaluate(() => document.documentElement.lang) === 'uk', 'not Ukrainian');
    expect((await page.textContent('.count')) === '6 творів', `count: ${await page.textContent('.count')}`);
    await page.selectOption('.interface-language', 'pl');
    expect((await page.textContent('.count')) === '6 utworów', 'not Polish after the choice');
    await page.reload();
    expect(await page.evaluate(() => document.documentElement.lang) === 'pl', 'the choice is not remembered');
  }},
  {name: 'hostile texts are shown and never run', broken: all(change('app.js', 'element.append(child);', "typeof child === 'string' ? element.insertAdjacentHTML('beforeend', child) : element.append(child);"),
    change('index.html', /<meta http-equiv[^\n]*/g, '')), async run(context) {
    const {page} = context;
    await open_work(context, 'hostile');
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => window.broken === undefined), 'a text was run as script');
    expect(await page.textContent('h1') === hostile, 'the title is not shown as it is');
    expect(await page.locator('.reading a[href]').count() === 0 && (await page.textContent('.reading')) === 'Safe words.', 'the text is not clean');
  }},
  {name: 'nothing is asked for outside and the console stays silent', broken: change('app.js', "const image = app.element('img', {src: work.picture.path", "const image = app.element('img', {src: 'https://example.org/a.png'"), async run({page, open, problems}) {
    for (const hash of pages) {
      await open(hash);
      await page.waitForTimeout(150);
    }
    expect(problems.length === 0, problems.join('\n'));
  }},
  {name: 'names of languages stay whole, with something between each two, also where one runs from right to left', viewport: {width: 360, height: 740},
    broken: change('app.css', '.language-name { white-space: nowrap; }', '.language-name { word-break: break-all; }'), async run({page, open}) {
    for (const [hash, list] of [['#/', '.facts'], ['#/about', '.work-facts dd:has(.between)']]) {
      await open(hash);
      const found = await page.evaluate((selector) => {
        const parent = document.querySelector(selector);
        const box = (node) => { const range = document.createRange(); range.selectNodeContents(node); return [...range.getClientRects()].map((r) => [r.left, r.right, r.top, r.bottom].map(Math.round)); };
        return {text: parent.textContent, names: [...parent.querySelectorAll('.language-name')].map((one) => ({text: one.textContent, lang: one.lang, boxes: box(one)})),
          between: [...parent.querySelectorAll('.between')].map((one) => box(one)[0]), right: parent.getBoundingClientRect().right};
      }, list);
      const tags = found.names.map((one) => one.lang);
      expect(tags.join() === 'uk,pl,nl,nb,ar,nn,en', `${hash}: ${tags}`);
      expect(found.between.length === tags.length - 1 && found.text.split(/\s·\s/).length === tags.length, `${hash}: not one sign between each two: ${found.text}`);
      const tops = new Set(found.names.map((one) => one.boxes[0][2]));
      expect(tops.size > 1, `${hash}: seven names are on one line of a phone`);
      for (const [i, name] of found.names.entries()) {
        expect(name.boxes.length === 1, `${hash}: ${name.text} is on ${name.boxes.length} lines`);
        expect(name.boxes[0][1] <= found.right + 1, `${hash}: ${name.text} is cut off`);
        const next = found.between[i];
        if (!next) continue;
        expect(next[0] >= name.boxes[0][1] && next[2] < name.boxes[0][3] && next[3] > name.boxes[0][2], `${hash}: what comes after ${name.text} is not at its end: ${name.boxes[0]}, ${next}`);
      }
    }
  }},
  {name: 'a title of thousands of letters leaves room for the rest, and can be read to its end', viewport: {width: 360, height: 740},
    broken: change('app.css', '.long-title', '.nothing'), async run({page, open, folder}) {
    const long = 'Song in the kitchen ' + 'of the house by the river '.repeat(150) + 'END';
    change('data.js', '"Song in the kitchen"', JSON.stringify(long))(folder);
    const tall = (selector) => page.evaluate((one) => document.querySelector(one).getBoundingClientRect().height, selector);
    await open('#/');
    expect(await tall('.card:nth-child(2)') < 500, 'its card fills the screen');
    await open('#/work/lullaby');
    expect(await tall('.neighbour.after') < 200, 'the link to it fills the screen');
    expect(await page.getByRole('link', {name: long}).count() === 1, 'the link has not its whole name');
    await open('#/work/kitchen-song');
    await until(page, () => document.querySelector('.work-body > :not(.waiting)'), 'it does not open');
    expect(await tall('h1') < 300, 'its heading fills the screen');
    expect(await page.getByRole('heading', {level: 1, name: long}).count() === 1, 'the heading has not its whole name');
    await page.focus('h1');
    await page.keyboard.press('End');
    await until(page, () => { const h1 = document.querySelector('h1'); return h1.scrollTop > 100 && h1.scrollTop + h1.clientHeight > h1.scrollHeight - 3; }, 'its end cannot be reached with the keyboard');
    await open('#/about');
    expect(await tall('.credit-list li:nth-child(2)') < 300, 'its credits fill the screen');
  }},
  {name: 'no page is wider than a phone of 320 px', broken: change('app.css', '.grid {', '.grid { min-inline-size: 420px;'), viewport: {width: 320, height: 568}, async run({page, open}) {
    for (const hash of pages) {
      await open(hash);
      await page.waitForTimeout(100);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width <= 320, `${hash} is ${width} px wide`);
      const small = await page.evaluate(() => [...document.querySelectorAll('button, select, summary')].filter((one) => one.offsetParent && one.getBoundingClientRect().height < 43.5 && !one.matches('.link')).map((one) => one.outerHTML.slice(0, 80)));
      expect(small.length === 0, `${hash}: targets below 44 px: ${small}`);
    }
  }},
  ...['light', 'dark'].map((colours) => ({name: `axe finds nothing on any page, ${colours}`, colours, broken: change('app.css', '--quiet: #', '--quiet: #7a7a7a; --nothing: #'), bypassCSP: true, async run({page, open}) {
    const axe = fs.readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
    for (const hash of [...pages, '#/work/two-keys?', 'keys', 'zoom']) {
      await open(hash.startsWith('#') ? hash.replace('?', '') : hash === 'keys' ? '#/work/lullaby' : '#/work/two-windows');
      await page.waitForTimeout(150);
      if (hash === 'keys') await page.keyboard.press('?');
      if (hash === 'zoom') await page.click('.picture-button');
      if (hash.endsWith('?')) await page.selectOption('.reading-tools select >> nth=0', 'ar');
      await page.evaluate((code) => { if (!window.axe) (0, eval)(code); }, axe);
      const found = await page.evaluate(() => window.axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}));
      expect(found.violations.length === 0, `${hash}: ${found.violations.map((one) => `${one.id} ${one.nodes[0].html.slice(0, 120)} ${one.nodes[0].failureSummary}`).join('\n')}`);
    }
  }})),
  {name: 'on paper there are the words and no buttons', broken: change('app.css', '@media print', '@media nothing'), async run(context) {
    const {page} = context;
    await open_work(context, 'lullaby');
    await page.emulateMedia({media: 'print'});
    expect(!(await page.isVisible('.controls')) && !(await page.isVisible('.top')), 'buttons are printed');
    expect(await page.evaluate(() => { const list = document.querySelector('.scroller'); return list.scrollHeight - list.clientHeight < 3; }), 'not all lines are printed');
  }},
  {name: 'without scripts there is a list with the files and texts', broken: change('index.html', 'noscript', 'template'), javaScriptEnabled: false, async run({page, open}) {
    await open('');
    expect(await page.locator('noscript a, main a').count() >= 4 && (await page.textContent('body')).includes('У мене є два ключі'), 'no list');
  }},
];

export const served_checks = [
  {name: 'the pack works when the server is gone', broken: change('sw.js', 'pack.files.filter((file) => file[3])', '[]'), async run(context) {
    const {page, open} = context;
    await open('#/');
    const manifest = await page.evaluate(async () => (await fetch(document.querySelector('link[rel=manifest]').href)).json());
    expect(manifest.name && manifest.start_url && manifest.display === 'standalone' && manifest.icons.length === 2, 'the manifest is not one of an app');
    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.stop_server();
    await page.reload({timeout: 8000}).catch(() => { throw new Error('the page does not load without the server'); });
    expect(await page.locator('.card').count() === 6, 'the list is not there without the server');
    await open_player(context);
    await go_to(page, 14);
    await page.click('.play');
    await until(page, () => document.querySelector('video').currentTime > 14.5, 'the video does not play on after a jump');
    await until(page, () => document.querySelectorAll('.captions p').length === 2, 'no subtitles');
    await open_work(context, 'two-keys');
    expect((await page.textContent('.reading')).includes('Два ключі'), 'no text');
    await open('#/about');
    await until(page, () => document.querySelector('.offline p').textContent.startsWith('All works are kept'), 'the page does not say what is kept');
  }},
  {name: 'a song that plays goes on when the pack begins to be kept', broken: change('app.js', 'MediaError.MEDIA_ERR_NETWORK', 'MediaError.MEDIA_ERR_DECODE'), async run(context) {
    const {page} = context;
    await open_player(context, 'kitchen-song');
    await until(page, () => navigator.serviceWorker.controller && document.querySelector('.offline, main'), 'the pack is not kept');
    await page.click('.play');
    await page.evaluate(() => { document.querySelector('video').currentTime = 15; });
    await until(page, () => document.querySelector('video').currentTime > 16, 'the song does not go on');
    expect(!(await page.isVisible('.problem')) && !(await state(page)).paused, 'it is said that the song cannot be played');
  }},
  {name: 'parts of a kept file are answered as parts', broken: change('sw.js', 'range ? part_of(kept, range) : kept', 'kept'), async run({page, open}) {
    await open('#/');
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    const ask = (range) => page.evaluate(async (value) => {
      const answer = await fetch('works/lullaby/video-180p.mp4', {headers: {Range: value}});
      return {status: answer.status, range: answer.headers.get('Content-Range'), bytes: (await answer.arrayBuffer()).byteLength};
    }, range);
    const part = await ask('bytes=100-199');
    expect(part.status === 206 && part.bytes === 100 && part.range.startsWith('bytes 100-199/'), JSON.stringify(part));
    const tail = await ask('bytes=-10');
    expect(tail.status === 206 && tail.bytes === 10, JSON.stringify(tail));
    expect((await ask('bytes=999999999-')).status === 416, 'a part after the end');
  }},
  {name: 'the best quality is kept when the reader asks for it', broken: change('sw.js', "event.data === 'keep everything'", 'false'), async run({page, open}) {
    await open('#/about');
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForSelector('.offline button:visible', {timeout: 6000});
    await page.click('.offline button');
    await until(page, () => document.querySelector('.offline p').textContent.startsWith('Everything is kept'), 'not everything is kept');
    expect(await page.evaluate(async () => Boolean(await caches.match(new URL('works/lullaby/video-360p.mp4', location.href)))), 'the large video is not in the cache');
  }},
];
