// Plays a stream folder in a real browser: node play.mjs FOLDER [--only hls|dash]
// Every level is shown, every sound and subtitle track chosen, the picture sought and played to its end. Of HLS every segment of every
// level and sound goes through the player.
// Exit status: 0 it plays, 1 it does not (the reasons on standard output), 2 wrong use, 4 no browser.
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';
import {fileURLToPath} from 'node:url';

import {check_hls_files, read_media} from './check_files.mjs';
import {browser_path, start_browser} from '../serve.mjs';
import {serve} from './server.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const [folder, ...rest] = process.argv.slice(2);
const only = rest[0] === '--only' ? rest[1] : null;
if (!folder || !fs.existsSync(folder) || (only && !['hls', 'dash'].includes(only))) {
  console.error('usage: node play.mjs FOLDER [--only hls|dash]   (FOLDER holds master.m3u8, manifest.mpd or both)');
  process.exit(2);
}
if (!fs.existsSync(browser_path)) {
  console.error(`${browser_path} is not there: install the package chromium-headless-shell or set CHROMIUM`);
  process.exit(4);
}

const seconds_of = (text) => text.split(':').reduce((sum, part) => sum * 60 + parseFloat(part), 0);

/** Cues of WebVTT files, doubled ones (over a segment's edge) once, in order of time. */
function cues_in(files) {
  const cues = new Map();
  for (const file of files) {
    const lines = fs.readFileSync(file, 'utf8').split('\n');
    lines.forEach((line, i) => {
      if (!line.includes('-->')) return;
      const [start, end] = line.split(/\s+-->\s+|\s+/).slice(0, 2).map(seconds_of);
      const next = lines.indexOf('', i);
      cues.set(`${start} ${end} ${i}`, {start, end, lines: lines.slice(i + 1, next < 0 ? undefined : next)});
    });
  }
  return [...cues.values()].sort((a, b) => a.start - b.start);
}

/** Every cue that the player shows must stand in the files at that time. */
function compare_cues(name, shown, expected, problems) {
  if (expected.length > 0 && shown.length === 0) problems.push(`${name}: no cue was shown`);
  for (const cue of shown)
    if (!expected.some((e) => Math.abs(e.start - cue.start) < 0.05 && Math.abs(e.end - cue.end) < 0.05))
      problems.push(`${name}: a cue at ${cue.start} that is in no file: ${cue.text}`);
}

async function in_page(browser, server, call, url, expected) {
  const page = await browser.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
  await page.goto(`${server.url}/player/page.html`);
  let report;
  try {
    report = await page.evaluate(([c, u, e]) => globalThis[c](u, e), [call, url, expected]);
  } catch (error) {
    faults.push(error.message.split('\n')[0]);
  }
  await page.close();
  return {report, faults};
}

const sound_frame = 1024 / 48000;  // seconds; of AAC, the longest of the codecs

/** The segments that the player took must be those of the playlist, once each, and last as long. */
function compare_segments(name, taken, frame, problems) {
  const {segments} = read_media(folder, name);
  const numbers = segments.map((_, i) => i);
  if (JSON.stringify(taken?.fragments) !== JSON.stringify(numbers)) {
    problems.push(`${name}: ${segments.length} segments in the playlist, in the player ${JSON.stringify(taken?.fragments)}`);
    return;
  }
  const seconds = segments.reduce((sum, segment) => sum + segment.duration, 0);
  if (taken.begins > frame) problems.push(`${name}: begins at ${taken.begins} s`);
  if (Math.abs(taken.ends - seconds) > frame) problems.push(`${name}: ends at ${taken.ends} s, the playlist says ${seconds} s`);
}

/** Pairs of a level and a sound that goes with it: each level and each sound at least once. */
function pairs_of(master) {
  const levels = master.variants.map((v) => v.uri);
  // The sound of a song is a level itself.
  const sounds = master.media.filter((m) => m.TYPE === 'AUDIO' && m.URI && !levels.includes(m.URI));
  const pairs = [];
  const is_new = (name) => !pairs.some((pair) => pair.level_name === name || pair.sound_name === name);
  for (const {uri, AUDIO} of master.variants) {
    const beside = sounds.filter((m) => m['GROUP-ID'] === AUDIO).map((m) => m.URI);
    const sound_name = beside.find(is_new) ?? beside[0];
    if (is_new(uri) || (sound_name && is_new(sound_name))) pairs.push({level_name: uri, group: AUDIO, sound_name});
  }
  for (const {URI, 'GROUP-ID': group} of sounds.filter((m) => is_new(m.URI)))
    pairs.push({level_name: master.variants.find((v) => v.AUDIO === group).uri, group, sound_name: URI});
  return pairs;
}

/** Every segment of every level and of every sound. Gives how many there were. */
async function load_whole(browser, server, master, problems) {
  let count = 0;
  for (const pair of pairs_of(master)) {
    const {report, faults} = await in_page(browser, server, 'load_hls', `${server.url}/master.m3u8`, pair);
    problems.push(...faults, ...(report?.errors ?? []));
    if (!report) continue;
    compare_segments(pair.level_name, report.main, report.frame || sound_frame, problems);
    if (pair.sound_name) compare_segments(pair.sound_name, report.audio, sound_frame, problems);
    count += (report.main?.fragments.length ?? 0) + (report.audio?.fragments.length ?? 0);
  }
  return count;
}

async function try_hls(browser, server, problems) {
  const {problems: in_files, master, durations} = check_hls_files(folder, 'master.m3u8');
  problems.push(...in_files);
  const texts = master.media.filter((m) => m.TYPE === 'SUBTITLES');
  const expected = texts.map((text) => {
    const playlist = path.join(folder, text.URI);
    if (!fs.existsSync(playlist)) return [];
    const names = fs.readFileSync(playlist, 'utf8').split('\n').filter((l) => l.endsWith('.vtt'));
    return cues_in(names.map((n) => path.join(path.dirname(playlist), n)).filter(fs.existsSync));
  });
  const {report, faults} = await in_page(browser, server, 'play_hls', `${server.url}/master.m3u8`, expected);
  problems.push(...faults, ...(report?.errors ?? []));
  if (!report) return null;
  const pictures = new Set(master.variants.map((v) => v.RESOLUTION)).size;
  if (new Set(report.levels.map((l) => `${l.width}x${l.height}`)).size !== pictures) problems.push(`${pictures} sizes in the playlist, levels ${JSON.stringify(report.levels)}`);
  if (report.subtitles.length !== texts.length) problems.push(`${texts.length} subtitle tracks in the playlist, ${report.subtitles.length} in the player`);
  const names = master.media.filter((m) => m.TYPE === 'AUDIO').map((m) => m.NAME);
  if (names.length > 0 && !report.audio.every((t) => names.includes(t.name))) problems.push(`audio tracks ${JSON.stringify(report.audio)}`);
  report.subtitles.forEach((track, i) => compare_cues(track.name, track.cues, expected[i], problems));
  const longest = Math.max(...Object.values(durations));
  if (Math.abs(report.duration - longest) > 0.15) problems.push(`plays ${report.duration} s, the playlists say ${longest} s`);
  const segments = await load_whole(browser, server, master, problems);
  return {segments, levels: report.levels.length, audio: report.audio.length, own: report.own, sounds: report.sounds, duration: report.duration,
          subtitles: report.subtitles.map((t) => `${t.language}: ${t.cues.length} cues`)};
}

async function try_dash(browser, server, problems) {
  const text = fs.readFileSync(path.join(folder, 'manifest.mpd'), 'utf8');
  const names = [...text.matchAll(/<BaseURL>([^<]+\.vtt)<\/BaseURL>/g)].map((m) => m[1]);
  const expected = names.map((name) => (fs.existsSync(path.join(folder, name)) ? cues_in([path.join(folder, name)]) : []));
  const {report, faults} = await in_page(browser, server, 'play_dash', `${server.url}/manifest.mpd`, expected);
  problems.push(...faults, ...(report?.errors ?? []));
  if (!report) return null;
  const rungs = [...text.matchAll(/<Representation [^>]* width=/g)].length;
  if (report.video !== rungs) problems.push(`${rungs} rungs in the manifest, ${report.video} in the player`);
  if (report.subtitles.length !== names.length) problems.push(`${names.length} subtitle tracks in the manifest, ${report.subtitles.length} in the player`);
  report.subtitles.forEach((track, i) => compare_cues(track.language, track.cues, expected[i], problems));
  return {rungs: report.video, audio: report.audio, own: report.own, sounds: report.sounds, duration: report.duration,
          subtitles: report.subtitles.map((t) => `${t.language}: ${t.cues.length} cues`)};
}

const server = await serve(folder, {
  'page.html': path.join(here, 'page.html'),
  'hls.js': require.resolve('hls.js/dist/hls.min.js'),
  'dash.js': path.join(here, '..', 'node_modules', 'dashjs', 'dist', 'modern', 'umd', 'dash.all.min.js'),
});
const browser = await start_browser();
const result = {problems: []};
let tried = 0;
for (const [kind, entry, attempt] of [['hls', 'master.m3u8', try_hls], ['dash', 'manifest.mpd', try_dash]]) {
  if ((only && only !== kind) || !fs.existsSync(path.join(folder, entry))) continue;
  ++tried;
  const problems = [];
  const begun = server.problems.length;
  result[kind] = await attempt(browser, server, problems).catch((error) => void problems.push(error.message));
  problems.push(...server.problems.slice(begun));
  result.problems.push(...new Set(problems.map((text) => `${kind}: ${text}`)));
}
await browser.close();
server.close();
if (tried === 0) result.problems.push('no master.m3u8 and no manifest.mpd in the folder');
console.log(JSON.stringify(result, null, 2));
process.exit(result.problems.length === 0 ? 0 : 1);
