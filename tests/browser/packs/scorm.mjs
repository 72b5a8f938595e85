// Takes one content object of each kind through visits on the run-time of scorm-again, as a learning platform would:
// watched to the middle and closed, opened again where it was, watched to the end.
import fs from 'node:fs';
import path from 'node:path';
import {serve} from '../serve.mjs';
import {require_nothing_ran, require_own_elements, require_that} from './lesson.mjs';

const versions = {
  '1.2': {file: 'scorm12.min.js', type: 'Scorm12API', name: 'API', methods: ['LMSInitialize', 'LMSFinish', 'LMSSetValue', 'LMSGetValue', 'LMSCommit'], error: 'LMSGetLastError'},
  2004: {file: 'scorm2004.min.js', type: 'Scorm2004API', name: 'API_1484_11', methods: ['Initialize', 'Terminate', 'SetValue', 'GetValue', 'Commit'], error: 'GetLastError'},
};

// The page of the platform: it keeps what is committed in window.kept, and every call with its error.
const platform = (version, object, kept) => `<!doctype html><html lang="en"><title>platform</title><meta charset="utf-8">
<script src="/run-time.js"></script><script>
  const kept = ${JSON.stringify(kept).replace(/</g, '\\u003c')};
  const api = new ${version.type}({autocommit: false, logLevel: 5});
  if (kept) api.loadFromJSON(kept);
  (api.cmi.core || api.cmi).entry = kept ? 'resume' : 'ab-initio';
  window.calls = []; window.errors = []; window.committed = null;
  const last_error = api.${version.error}.bind(api);
  for (const name of ${JSON.stringify(version.methods)}) {
    const original = api[name].bind(api);
    api[name] = (...given) => {
      const result = original(...given);
      window.calls.push([name, ...given]);
      if (String(last_error()) !== '0') window.errors.push([name, ...given, last_error()].join(' '));
      if (name.endsWith('Commit')) window.committed = JSON.parse(JSON.stringify(api.cmi));
      return result;
    };
  }
  window.${version.name} = api;
</script><iframe style="width:900px;height:700px" src="/${object}"></iframe></html>`;

async function visit(context, base, act) {
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('response', (response) => { if (response.status() === 404) problems.push(`404 ${response.url()}`); });
  await page.goto(`${base}platform.html`);
  const lesson = await (await page.waitForSelector('iframe')).contentFrame();
  await lesson.waitForSelector('main h1');
  await act(lesson, page);
  await require_nothing_ran(lesson);
  await require_nothing_ran(page);
  await require_own_elements(lesson);
  const before_closing = await page.evaluate(() => window.committed);
  // The frame goes away without a word, as when a learner closes the window.
  await page.evaluate(() => document.querySelector('iframe').remove());
  const result = await page.evaluate(() => ({calls: window.calls, errors: window.errors, committed: window.committed}));
  await page.close();
  require_that(!problems.length, problems.join('; '));
  require_that(!result.errors.length, `errors of the run-time: ${result.errors.slice(0, 3).join('; ')}`);
  const count = (ending) => result.calls.filter(([name]) => name.endsWith(ending)).length;
  require_that(count('Initialize') === 1, `initialised ${count('Initialize')} times`);
  require_that(count('Finish') + count('Terminate') === 1, `finished ${count('Finish') + count('Terminate')} times`);
  return {...result, before_closing};
}

const facts = (cmi, old) => (old
  ? {status: cmi.core.lesson_status, score: Number(cmi.core.score.raw), place: Number(cmi.core.lesson_location), data: cmi.suspend_data}
  : {status: cmi.success_status === 'passed' ? 'passed' : cmi.completion_status, score: Number(cmi.score.raw), place: Number(cmi.location), data: cmi.suspend_data});

const records = (cmi) => Object.values(cmi.interactions);

// Goes to the choice exercise of a work and picks what is right everywhere; `after_first` sees what is kept by then.
async function answer_all(lesson, work, after_first) {
  await lesson.waitForSelector('.exercise-list');
  const {id, items} = await lesson.evaluate((name) => window.integrart.works[name].activities.find((one) => one.kind === 'choice'), work);
  await lesson.evaluate(([name, exercise]) => { window.location.hash = `#/work/${name}/${exercise}`; }, [work, id]);
  await lesson.waitForSelector('.exercise .option-list');
  for (let line = 0; line < items.length; ++line) {
    await lesson.evaluate(([at, which]) => document.querySelectorAll('.exercise .option-list')[at].querySelectorAll('input')[which].click(), [line, items[line].correct]);
    if (line === 0 && after_first) await after_first(items.length);
  }
}

// `text` and `film` are the identifiers of works; the film has a choice exercise.
export async function run_scorm(browser, {folder, text: text_work = 'two-keys', film = 'lullaby'}, modules) {
  const manifest = fs.readFileSync(path.join(folder, 'imsmanifest.xml'), 'utf8');
  const old = /<schemaversion>1\.2</.test(manifest);
  const version = versions[old ? '1.2' : '2004'];
  fs.copyFileSync(path.join(modules, 'scorm-again/dist', version.file), path.join(folder, 'run-time.js'));
  const server = await serve(folder);
  const context = await browser.newContext({locale: 'en-GB'});
  context.setDefaultTimeout(60_000);  // the machine may be busy
  const open = (object, kept) => fs.writeFileSync(path.join(folder, 'platform.html'), platform(version, object, kept));
  try {
    // A text is finished once it was opened.
    open(`work-${text_work}.html`, null);
    const text = facts((await visit(context, server.url, async (lesson) => lesson.waitForSelector('.reading'))).committed, old);
    require_that(text.status === 'passed' && text.score === 100, `a text that was read: ${JSON.stringify(text)}`);

    // A film, left in the middle; what was reached is kept although nobody said goodbye.
    open(`work-${film}.html`, null);
    let seconds = 0;
    const half = await visit(context, server.url, async (lesson) => {
      await lesson.waitForFunction(() => document.querySelector('video').readyState > 0);
      await lesson.evaluate(() => { const one = document.querySelector('video'); one.muted = true; one.currentTime = one.duration / 2; return one.play(); });
      await lesson.waitForFunction(() => { const one = document.querySelector('video'); return one.currentTime > one.duration / 2 + 0.3; });
      seconds = await lesson.evaluate(() => document.querySelector('video').duration);
      await lesson.evaluate(() => document.querySelector('video').pause());
      await lesson.waitForTimeout(300);
    });
    const left = facts(half.committed, old);
    require_that(left.place > seconds / 2 - 1 && left.place < seconds / 2 + 3, `the bookmark is ${left.place} of ${seconds}`);
    require_that(left.status === 'incomplete' && left.score > 40 && left.score < 70, `half a film: ${JSON.stringify(left)}`);

    // Opened again: it goes on there, and the end of the film passes.
    open(`work-${film}.html`, half.committed);
    const again = await visit(context, server.url, async (lesson) => {
      await lesson.waitForFunction(() => document.querySelector('video').readyState > 0);
      const place = () => { const one = document.querySelector('video'); return one.currentTime > one.duration / 2 - 1; };
      await lesson.waitForFunction(place, null, {timeout: 30_000}).catch(() => { throw new Error('it does not go on at the bookmark'); });
      await lesson.evaluate(() => { const one = document.querySelector('video'); one.muted = true; one.currentTime = one.duration - 0.5; return one.play(); });
      await lesson.waitForFunction(() => document.querySelector('video').ended);
      await lesson.waitForTimeout(200);
    });
    require_that(facts(again.before_closing, old).status === 'passed', 'the end of the film was not committed at once');
    const end = facts(again.committed, old);
    require_that(end.status === 'passed' && end.score === 100, `a whole film: ${JSON.stringify(end)}`);
    // An exercise: the first answer is kept at once, and the score is that of the exercise.
    open(`work-${film}.html`, again.committed);
    let after_one = null;
    const choice = await visit(context, server.url, async (lesson, page) => {
      await answer_all(lesson, film, async (lines) => {
        const first = await page.evaluate(() => window.committed);
        require_that(records(first).length === 1, `one answer: ${JSON.stringify(first.interactions).slice(0, 200)}`);
        require_that(facts(first, old).score === Math.round(100 / lines), `one of ${lines} right: ${facts(first, old).score}`);
        after_one = first;
      });
    });
    const answered = facts(choice.committed, old), record = records(choice.committed)[0];
    require_that(answered.score === 100 && answered.status === 'passed', `all answers right: ${JSON.stringify(answered)}`);
    require_that(records(choice.committed).length === 1 && record.result === 'correct', `the record of the exercise: ${JSON.stringify(record).slice(0, 200)}`);
    // The machine went off after the first answer, and nobody was told: the answer, the end of the film and the place are there.
    open(`work-${film}.html`, after_one);
    const later = await visit(context, server.url, async (lesson) => {
      await lesson.waitForSelector('.exercise-list');
      const shown = await lesson.locator('.exercise-score').allTextContents();
      require_that(shown.length === 1 && shown[0].startsWith('1 of '), `after one answer and no goodbye: ${shown}`);
      const kept = await lesson.evaluate((work) => window.integrart.progress(work), film);
      require_that(kept.done, `the film is no longer seen to its end: ${JSON.stringify(kept).slice(0, 200)}`);
      await answer_all(lesson, film);
    });
    // What was answered on an earlier visit stays on record beside what is answered now.
    const results = records(later.committed).map((one) => one.result);
    require_that(results.length === 2 && results[0] === records(after_one)[0].result && results[1] === 'correct', `records of two visits: ${results}`);

    // What a platform kept in this place of another work, or of an exercise that asked something else, is not this learner's work.
    const with_state = (change) => {
      const kept = JSON.parse(JSON.stringify(later.committed)), state = JSON.parse(kept.suspend_data);
      change(state);
      return Object.assign(kept, {suspend_data: JSON.stringify(state)});
    };
    const progress_after = async (kept) => {
      open(`work-${film}.html`, kept);
      let progress = null;
      await visit(context, server.url, async (lesson) => {
        await lesson.waitForSelector('.exercise-list');
        progress = await lesson.evaluate((work) => window.integrart.progress(work), film);
      });
      return progress;
    };
    const exercises_in = (progress) => Object.keys(progress.exercises || {}).length;
    const own = await progress_after(with_state(() => {}));
    require_that(own.done && own.time > 0 && exercises_in(own) === 1, `its own state: ${JSON.stringify(own)}`);
    for (const of of ['other.example/songs/lullaby', undefined]) {
      const foreign = await progress_after(with_state((state) => { state.of = of; }));
      require_that(!foreign.done && !foreign.time && !exercises_in(foreign), `the state of ${of}: ${JSON.stringify(foreign)}`);
    }
    const older = await progress_after(with_state((state) => { state.length = '1'; for (const name of Object.keys(state.made)) state.made[name] = 'other'; }));
    require_that(older.done && !older.time && !exercises_in(older), `the state of an earlier edition: ${JSON.stringify(older)}`);
    require_that(end.data.length <= (old ? 4096 : 64000), 'too much is kept');
    return {};
  } finally {
    await context.close();
    server.close();
  }
}
