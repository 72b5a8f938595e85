// Every kind of exercise is played through once, with right and wrong answers. Each check comes with a way to break a
// pack that it must notice.
import fs from 'node:fs';
import {change, expect, open_work, until} from './checks.mjs';
import {hostile} from './trial.mjs';

const open_exercise = async ({page, open}, id, work = 'lullaby') => {
  await open(`#/work/${work}/${id}`);
  await until(page, () => document.querySelector('.exercise'), `${id} does not open`);
};
const activity_of = (page, id, work = 'lullaby') => page.evaluate(([name, of]) => window.integrart.works[of].activities.find((one) => one.id === name), [id, work]);
const feedback = (line) => line.locator('.feedback').textContent();
const score = (page) => page.textContent('.score');
const is_finished = async (page) => expect(await page.textContent('.exercise-done') === 'Well done!', 'the end is not said');
const all_answers = (item) => item.gaps.map((gap) => gap.answers[0]);

export const exercise_checks = [
  {name: 'a work lists its exercises and how far they are', broken: change('app.js', 'exercises: Object.assign({}, app.progress(work.id).exercises,', 'others: Object.assign({},'), async run(context) {
    const {page} = context;
    await open_work(context, 'lullaby');
    const names = await page.locator('.exercise-name').allTextContents();
    expect(names.join() === 'Sing along,Fill the gaps – easy,Fill the gaps – medium,Fill the gaps – hard,Which word is it?,Put the lines in order,Match line and meaning,Dictation,Words to keep,Flashcards,Listen and repeat,Questions', `exercises: ${names}`);
    await page.click('text=Which word is it?');
    await until(page, () => document.querySelector('h1').textContent === 'Which word is it?' && document.querySelector('.option'), 'the exercise does not open');
    const {items} = await activity_of(page, 'choice');
    await page.locator('.exercise-line').first().locator('input').nth(items[0].correct).check();
    await page.click('.up');
    await page.reload();
    await until(page, () => document.querySelector('.exercise-score'), 'the score is not remembered');
    expect((await page.textContent('.exercise-score')) === `1 of ${items.length} right`, await page.textContent('.exercise-score'));
  }},
  {name: 'gaps: right, almost, wrong and helped', broken: change('app.js', "results.includes('right') ? 'right'", "results.includes('nothing') ? 'right'"), async run(context) {
    const {page} = context;
    await open_exercise(context, 'gap_fill-2');
    const {items} = await activity_of(page, 'gap_fill-2');
    const answers = items.flatMap(all_answers), inputs = page.locator('.gap');
    expect(await inputs.count() === answers.length && answers.length >= 6, `${await inputs.count()} gaps`);
    const line = page.locator('.exercise-line').first();
    await inputs.nth(0).fill('щось');
    await inputs.nth(0).press('Enter');
    expect((await feedback(line)) === 'Not yet. Try again.' && await inputs.nth(0).getAttribute('aria-invalid') === 'true', 'wrong is not wrong');
    await inputs.nth(0).fill(`${answers[0]}ь`);
    await inputs.nth(0).press('Enter');
    if (answers[0].length >= 4) expect((await feedback(line)).startsWith('Almost'), `almost: ${await feedback(line)}`);
    await inputs.nth(0).fill(` ${answers[0].toUpperCase()} `);
    await inputs.nth(0).press('Enter');
    expect((await feedback(line)) === 'Right!' && await inputs.nth(0).inputValue() === answers[0], 'capitals are not forgiven');
    for (let i = 1; i < answers.length - 1; ++i) {
      await inputs.nth(i).fill(answers[i]);
      await inputs.nth(i).press('Enter');
    }
    const last = page.locator('.exercise-line').last();
    await last.locator('.help').click();
    expect((await feedback(last)) === `It begins with ${answers.at(-1)[0]}…`, await feedback(last));
    await last.locator('.help').click();
    expect(await inputs.last().inputValue() === answers.at(-1), 'help does not give the word');
    expect(await score(page) === `${answers.length - 1} of ${answers.length} right`, await score(page));
    await is_finished(page);
    await page.click('text=Start again');
    expect(await inputs.nth(0).inputValue() === '' && !(await page.textContent('.exercise-done')), 'it does not start again');
  }},
  {name: 'choice: the first try counts, the second may mend it', broken: change('app.js', 'const right = chosen.length === correct.length', 'const right = true || chosen.length === correct.length'), async run(context) {
    const {page} = context;
    await open_exercise(context, 'choice');
    const {items} = await activity_of(page, 'choice');
    const lines = page.locator('.exercise-line');
    await lines.nth(0).locator('input').nth((items[0].correct + 1) % items[0].options.length).check();
    expect((await feedback(lines.nth(0))) === 'Not yet. Try again.', 'a wrong word is taken for right');
    for (let i = 0; i < items.length; ++i) await lines.nth(i).locator('input').nth(items[i].correct).check();
    expect((await feedback(lines.nth(0))) === 'Right!', 'the right word is not right');
    expect(await lines.nth(1).locator('input').nth(0).isDisabled(), 'an answered line can still be answered');
    expect(await score(page) === `${items.length - 1} of ${items.length} right`, await score(page));
    await is_finished(page);
  }},
  {name: 'order: lines are moved by buttons and stand right in the end', broken: change('app.js', 'done = is_right();', 'done = false;'), async run(context) {
    const {page} = context;
    await open_exercise(context, 'order');
    const {items} = await activity_of(page, 'order');
    const order = items[0].shown.slice(), rows = page.locator('.order-group').first().locator('li');
    expect((await rows.allTextContents()).join() === order.map((line) => items[0].lines[line]).join(), 'the lines are not mixed as asked');
    await page.locator('.order-group').first().locator('text=Check').click();
    expect(/^\d of \d lines stand right\.$/.test(await page.locator('.order-group').first().locator('.feedback').textContent()), 'no answer to Check');
    for (let wanted = 0; wanted < order.length; ++wanted) {
      for (let at = order.indexOf(wanted); at > wanted; --at) {
        await rows.nth(at).locator('button').first().press('Enter');
        [order[at - 1], order[at]] = [order[at], order[at - 1]];
        const focused = await page.evaluate(() => document.activeElement.closest('li') && document.activeElement.closest('li').textContent);
        if (!order.every((line, i) => line === i)) expect(focused === items[0].lines[wanted], 'the focus does not stay with the line');
      }
    }
    expect((await rows.allTextContents()).join() === items[0].lines.join(), 'the lines do not stand in order');
    expect((await page.locator('.order-group').first().locator('.feedback').textContent()).startsWith('Right!'), 'the right order is not seen');
  }},
  {name: 'match: wrong meanings stay, right ones join their lines', broken: change('app.js', 'if (i !== now) {', 'if (false) {'), async run(context) {
    const {page} = context;
    await open_exercise(context, 'match');
    const {items} = await activity_of(page, 'match');
    const pairs = items[0].pairs, options = page.locator('.match-group').first().locator('.option');
    expect(await page.textContent('.match-question') === pairs[0].line, 'the first line is not asked first');
    await options.filter({hasText: pairs[1].translation.en}).click();
    expect(await page.textContent('.match-group .feedback') === 'Not yet. Try again.' && await options.count() === pairs.length, 'a wrong meaning is taken');
    for (const pair of pairs) await options.filter({hasText: pair.translation.en}).click();
    expect(await page.locator('.match-group').first().locator('.pairs li').count() === pairs.length, 'not all pairs are joined');
    expect(await score(page) === `${pairs.length - 1} of ${items.reduce((sum, item) => sum + item.pairs.length, 0)} right`, await score(page));
  }},
  {name: 'dictation: forgiving, and wrong words are marked', broken: change('app.js', "if (result === 'right') return settle('right');", ''), async run(context) {
    const {page} = context;
    await open_exercise(context, 'dictation');
    const {items} = await activity_of(page, 'dictation');
    const lines = page.locator('.exercise-line');
    const words = items[0].text.split(' ');
    await lines.nth(0).locator('.dictation').fill(['зовсім', 'інакше', ...words.slice(2)].join(' '));
    await lines.nth(0).locator('.dictation').press('Enter');
    expect((await feedback(lines.nth(0))) === 'Not yet. Try again.', 'wrong words are taken');
    expect((await lines.nth(0).locator('mark').allTextContents()).join() === 'зовсім,інакше', 'the wrong words are not marked');
    await lines.nth(0).locator('.dictation').fill(items[0].text.toLowerCase().replace(/[.,—]/g, ''));
    await lines.nth(0).locator('text=Check').click();
    expect((await feedback(lines.nth(0))) === 'Right!', 'capitals and punctuation are not forgiven');
    expect((await lines.nth(0).locator('.second').textContent()) === items[0].translation.en, 'no meaning after the answer');
    await lines.nth(1).locator('text=Show the answer').click();
    expect(await lines.nth(1).locator('.dictation').inputValue() === items[1].text, 'the answer is not shown');
    expect(await score(page) === `1 of ${items.length} right`, await score(page));
  }},
  {name: 'words: what is known stays known', broken: change('app.js', 'app.save(name, [...known]);', ''), async run(context) {
    const {page} = context;
    await open_exercise(context, 'vocabulary');
    const {items} = await activity_of(page, 'vocabulary');
    const rows = page.locator('.word-list > li');
    expect(await rows.count() === items.length && (await rows.first().locator('.example b').textContent()) === items[0].word, 'the word is not marked in its line');
    expect((await rows.first().locator('.second').textContent()) === items[0].translation.en, 'no meaning');
    await rows.first().locator('input').check();
    expect(await score(page) === `1 of ${items.length} right`, await score(page));
    await page.reload();
    await until(page, () => document.querySelector('.word-list input'), 'the words do not come back');
    expect(await rows.first().locator('input').isChecked(), 'the word is forgotten');
  }},
  {name: 'cards: turned over, and again until known', broken: change('app.js', 'queue.push(i);', ''), async run(context) {
    const {page} = context;
    await open_exercise(context, 'flashcards');
    const {items} = await activity_of(page, 'flashcards');
    expect(await page.textContent('.card-front') === items[0].front && await page.textContent('.card-back') === '', 'the back is shown too early');
    await page.click('text=Turn over');
    expect(await page.textContent('.card-back') === items[0].back.en, 'no meaning on the back');
    await page.click('text=Not yet');
    for (let i = 1; i < items.length; ++i) {
      expect(await page.textContent('.card-front') === items[i].front, `card ${i + 1}`);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
    }
    expect(await page.textContent('.card-front') === items[0].front && await page.textContent('.cards-left') === '1 card left', 'the missed card does not come back');
    await page.click('text=Turn over');
    await page.click('text=I knew it');
    expect(await score(page) === `${items.length - 1} of ${items.length} right`, await score(page));
    await is_finished(page);
  }},
  {name: 'karaoke: words light up in time', broken: change('app.js', 'if (rows[now]) app.mark_words(rows[now], time);', ''), async run(context) {
    const {page} = context;
    await open_exercise(context, 'karaoke');
    await until(page, () => document.querySelector('.sing-media').readyState >= 1, 'the video does not load');
    expect(!(await page.isVisible('.sing > .quiet')), 'measured times are called estimated');
    await page.locator('.sing-line').nth(2).click();
    await until(page, () => document.querySelectorAll('.is-now .sung').length > 1, 'no word lights up');
    expect((await page.textContent('.is-now .first')).startsWith('Один далеко'), 'another line is lit');
    await page.evaluate(() => document.querySelector('.sing-media').pause());
    const [sung, every] = await page.evaluate(() => [document.querySelectorAll('.is-now .sung').length, document.querySelectorAll('.is-now .word').length]);
    expect(sung < every, 'all words are lit at once');
  }},
  {name: 'repeat: a line is heard to its end and no further', broken: change('app.js', 'currentTime >= range[1] - 0.03', 'currentTime >= range[1] + 99'), async run(context) {
    const {page} = context;
    await open_exercise(context, 'repeat');
    const {items} = await activity_of(page, 'repeat');
    expect(await page.textContent('.card-front') === items[0].text, 'not the first line');
    await page.click('.listen');
    await page.waitForSelector('.listen.is-playing');
    await page.waitForTimeout(800);
    expect(await page.locator('.listen.is-playing').count() === 1, 'the line stops too early');
    await until(page, () => !document.querySelector('.listen.is-playing'), 'the line does not stop at its end');
    await page.click('text=Hide the words');
    expect(await page.textContent('.card-front') === '…', 'the words are not hidden');
    for (let i = 0; i < items.length; ++i) await page.click('text=I said it');
    await is_finished(page);
  }},
  {name: 'questions of the curator: one, several, free, and for talking', broken: change('app.js', 'several = correct.length > 1;', 'several = false;'), async run(context) {
    const {page} = context;
    await open_exercise(context, 'questions');
    const lines = page.locator('.exercise-line');
    expect((await lines.nth(0).locator('.option').nth(2).textContent()) === hostile, 'a hostile option is not shown as it is');
    await lines.nth(0).locator('input').nth(0).check();
    expect((await feedback(lines.nth(0))) === 'Not yet. Try again.', 'the river is no bridge');
    await lines.nth(0).locator('input').nth(1).check();
    expect((await lines.nth(0).locator('.explanation').textContent()) === 'Mother’s song is the bridge.', 'no explanation');
    await lines.nth(1).locator('input').nth(0).check();
    await lines.nth(1).locator('text=Check').click();
    expect((await feedback(lines.nth(1))) === 'Not yet. Try again.', 'half an answer is taken');
    await lines.nth(1).locator('input').nth(1).check();
    await lines.nth(1).locator('text=Check').click();
    expect((await feedback(lines.nth(1))) === 'Right!', 'the two right ones are not right');
    await lines.nth(2).locator('textarea').fill('Three');
    await lines.nth(2).locator('text=Check').click();
    expect((await feedback(lines.nth(2))) === 'Not yet. Try again.', 'three homes');
    await lines.nth(2).locator('textarea').fill('TWO!');
    await lines.nth(2).locator('text=Check').click();
    await lines.nth(3).locator('textarea').fill('My grandmother.');
    await lines.nth(3).locator('text=Check').click();
    expect((await feedback(lines.nth(3))).startsWith('Thank you'), 'no thanks for talking');
    expect(await score(page) === '1 of 4 right', await score(page));
    await is_finished(page);
    expect(await page.evaluate(() => window.broken === undefined), 'a question was run as script');
  }},
  {name: 'gaps are filled with the keyboard alone', broken: change('app.js', 'if (by_enter && next) next.input.focus();', ''), async run(context) {
    const {page} = context;
    await open_exercise(context, 'gap_fill-1');
    const {items} = await activity_of(page, 'gap_fill-1');
    await page.focus('.gap');
    for (const answer of items.flatMap(all_answers)) {
      await page.keyboard.type(answer);
      await page.keyboard.press('Enter');
    }
    await is_finished(page);
    expect(await page.locator('.gap').first().getAttribute('aria-label') === `Gap 1, begins with ${items[0].gaps[0].tip}`, 'a gap has no name');
  }},
  {name: 'answers are compared as everywhere in the program', broken: change('app.js', ".normalize('NFKC').toLowerCase()", ".normalize('NFKC')"), async run({page, open}) {
    await open('#/');
    const cases = JSON.parse(fs.readFileSync(new URL('../../golden/learning/answers.json', import.meta.url), 'utf8'));
    const found = await page.evaluate((rows) => rows.map(([language, expected, given]) => window.integrart.compare_answer(expected, given, language)), cases);
    cases.forEach((row, i) => expect(found[i] === row[3], `${row} but ${found[i]}`));
  }},
  {name: 'every exercise but the spoken one has a worksheet', broken: change('app.css', '.worksheet { display: block;', '.worksheet { display: none;'), async run(context) {
    const {page} = context;
    for (const id of ['gap_fill-2', 'choice', 'order', 'match', 'dictation', 'vocabulary', 'flashcards', 'karaoke', 'questions']) {
      await open_exercise(context, id);
      await page.emulateMedia({media: 'print'});
      expect(await page.isVisible('.worksheet'), `${id} has no worksheet`);
      expect(!(await page.isVisible('.exercise > :first-child')) && !(await page.isVisible('.exercise-tools')), `${id}: the screen is printed`);
      await page.emulateMedia({media: 'screen'});
      expect(!(await page.isVisible('.worksheet')), `${id}: the worksheet is on the screen`);
    }
    await open_exercise(context, 'gap_fill-2');
    const {items} = await activity_of(page, 'gap_fill-2');
    const sheet = await page.locator('.worksheet ol').first().textContent();
    expect(items.flatMap(all_answers).every((answer) => answer.length < 4 || !sheet.includes(answer)), 'the worksheet gives the answers away');
    expect(items.flatMap(all_answers).every((answer) => answer), 'no answers');
  }},
  {name: 'nothing on paper tells to listen or to move', broken: change('app.js', "const silent_task = (activity) => (activity.kind === 'gap_fill' ?", 'const silent_task = (activity) => (false ?'), async run(context) {
    const {page} = context;
    const tasks = {'gap_fill-2': 'Write the missing words.', choice: 'Choose the word that belongs in the line.', dictation: '', order: '', karaoke: '', repeat: ''};
    for (const [id, task] of Object.entries(tasks)) {
      await open_exercise(context, id);
      await until(page, (words) => { const sheet = document.querySelector('.worksheet'), told = sheet && sheet.querySelector('.sheet-task'); return sheet && (told ? told.textContent : '') === words; }, `${id} does not say on paper: ${task}`, task);
      const on_screen = await page.locator('.instructions').textContent();
      expect(id !== 'gap_fill-2' || on_screen === 'Write the missing words. Listen to the line as often as you like.', `${id} on the screen: ${on_screen}`);
      await page.emulateMedia({media: 'print'});
      expect(!(await page.isVisible('.instructions')), `${id}: what the screen says is printed`);
      expect(await page.isVisible('h1') && (task === '' || await page.isVisible('.sheet-task')), `${id}: what to do is not on paper`);
      await page.emulateMedia({media: 'screen'});
    }
  }},
  {name: 'Arabic exercises run from right to left', broken: change('data.js', '"rtl":true', '"rtl":false'), async run(context) {
    const {page} = context;
    await open_exercise(context, 'gap_fill-1', 'miftahan');
    const {items} = await activity_of(page, 'gap_fill-1', 'miftahan');
    const gap = page.locator('.gap').first();
    expect(await gap.evaluate((one) => getComputedStyle(one).direction) === 'rtl' && await page.locator('.line-text').first().evaluate((one) => getComputedStyle(one).direction) === 'rtl', 'from left to right');
    await gap.fill(items[0].gaps[0].answers[0]);
    await gap.press('Enter');
    expect(await page.locator('.feedback').first().textContent() === 'Right!', 'an Arabic answer is not right');
    expect(await page.locator('.listen').count() === 0, 'a text is to be listened to');
  }},
  {name: 'exercises work where nothing may be stored', broken: change('app.js', '} catch (refused) {', '} catch (refused) { throw refused;'), async run(context) {
    const {page} = context;
    await page.addInitScript(() => Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }}));
    await open_exercise(context, 'choice');
    const {items} = await activity_of(page, 'choice');
    await page.locator('.exercise-line').first().locator('input').nth(items[0].correct).check();
    await page.click('.up');
    await until(page, () => document.querySelector('.exercise-score'), 'the score does not last as long as the page');
  }},
];

export const served_exercise_checks = [
  {name: 'exercises sound when the server is gone', broken: change('sw.js', 'pack.files.filter((file) => file[3])', '[]'), async run(context) {
    const {page, open} = context;
    await open('#/');
    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.stop_server();
    await page.reload({timeout: 8000}).catch(() => { throw new Error('the page does not load without the server'); });
    await open_exercise(context, 'dictation');
    await page.locator('.listen').nth(1).click();
    await page.waitForTimeout(1200);
    expect(await page.locator('.listen.is-playing').count() === 1, 'the line is not heard');
    await until(page, () => !document.querySelector('.listen.is-playing'), 'the line does not end');
  }},
];
