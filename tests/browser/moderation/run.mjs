// The page for moderators in Chromium: stills are grey and blurred until somebody asks for one, and only that one is shown.
// node run.mjs INTEGRART
import assert from 'node:assert';
import {execFileSync, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {violations_of} from '../packs/lesson.mjs';
import {is_installed, missing, start_browser} from '../serve.mjs';

if (!is_installed()) {
  process.exit(missing('run `npm ci` in tests/browser first'));
}
const program = path.resolve(process.argv[2]);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'integrart-moderation-'));
try {
  const film = path.join(folder, 'film.mp4'), page_file = path.join(folder, 'page.html');
  // Two spells of flashes, ten seconds apart: two findings with stills.
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=320x240:r=24:d=20', '-vf',
    "drawbox=c=white:t=fill:enable='(between(t,2,5)+between(t,14,17))*lt(mod(t,0.25),0.125)',drawbox=c=black:t=fill:enable='(between(t,2,5)+between(t,14,17))*gte(mod(t,0.25),0.125)'",
    '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', film]);
  const told = spawnSync(program, ['moderate', film, '--filters', 'flash', '--report', page_file], {encoding: 'utf8'});
  assert.strictEqual(told.status, 1, told.stderr);

  const browser = await start_browser();
  const page = await browser.newPage({bypassCSP: true});
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('request', (request) => { if (!request.url().startsWith('file:') && !request.url().startsWith('data:')) errors.push(request.url()); });
  await page.goto(pathToFileURL(page_file).href);
  const filters = () => page.$$eval('.veil .picture', (pictures) => pictures.map((picture) => getComputedStyle(picture).filter));
  const veiled = 'blur(12px) grayscale(1)';
  const before = await filters();
  assert.ok(before.length >= 2, `${before.length} stills`);
  assert.ok(before.every((filter) => filter === veiled), before.join(' | '));

  const show = async (kind, which) => page.locator(`.veil .${kind}`).nth(which).check();
  await show('sharp', 0);
  assert.deepStrictEqual(await filters(), ['grayscale(1)', ...before.slice(1)]);
  await show('colour', 0);
  assert.deepStrictEqual(await filters(), ['none', ...before.slice(1)]);
  await show('colour', 1);
  assert.deepStrictEqual((await filters()).slice(0, 2), ['none', 'blur(12px)']);
  await page.locator('.veil .sharp').nth(0).uncheck();
  await page.locator('.veil .colour').nth(0).uncheck();
  assert.strictEqual((await filters())[0], veiled);
  // By keyboard, as by mouse.
  await page.locator('.veil .sharp').nth(0).focus();
  await page.keyboard.press('Space');
  assert.strictEqual((await filters())[0], 'grayscale(1)');
  assert.deepStrictEqual(errors, []);
  // For everybody who reads it, and the judge says no to a page without a language.
  const axe = fs.readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
  assert.strictEqual(await violations_of(page, axe, false), '');
  await page.evaluate(() => document.documentElement.removeAttribute('lang'));
  assert.match(await violations_of(page, axe, false), /html-has-lang/);
  await browser.close();
  console.log(`ok   ${before.length} stills are veiled, and each is shown alone`);
} finally {
  fs.rmSync(folder, {recursive: true, force: true});
}
