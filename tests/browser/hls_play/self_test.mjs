// Shows that play.mjs tells a good stream from broken ones: node self_test.mjs FOLDER [LONG FOLDER] (streams that play). What is wrong in
// one segment in the middle is tried with the long one, of which a player shows only parts.
// Exit status: 0 all as expected, 1 otherwise, 2 wrong use.
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

import {read_master, read_media} from './check_files.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const [good, long = good] = process.argv.slice(2);
if (!good || ![good, long].every((folder) => ['master.m3u8', 'manifest.mpd'].every((name) => fs.existsSync(path.join(folder, name))))) {
  console.error('usage: node self_test.mjs FOLDER [LONG FOLDER]   (each holds a master.m3u8 and a manifest.mpd that play)');
  process.exit(2);
}
const variant = read_master(good, 'master.m3u8').variants[0].uri;
const segments = read_media(good, variant).segments;
const media = segments[0];
const edit = (folder, name, change) => {
  const file = path.join(folder, name);
  const before = fs.readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`nothing was broken in ${name}`);
  fs.writeFileSync(file, after);
};

const damage_media = (folder) => {
  const file = path.join(folder, path.dirname(variant), media.uri);
  const bytes = fs.readFileSync(file);
  for (const segment of segments) bytes.fill(0, segment.begin + 200, segment.begin + segment.size);
  fs.writeFileSync(file, bytes);
};
const edit_dash = (folder, change) => edit(folder, 'manifest.mpd', change);

/** A middle segment of a playlist of the long stream, and the file it lies in. */
const middle_of = (folder, name) => {
  const {segments} = read_media(folder, name);
  const number = Math.floor(segments.length * 0.6);
  return {number, segment: segments[number], next: segments[number + 1], file: path.join(folder, path.dirname(name), segments[number].uri)};
};
const time_of = (bytes, segment) => {
  const at = bytes.indexOf('tfdt', segment.begin, 'latin1');
  if (at < 0 || at > segment.begin + segment.size || bytes[at + 4] !== 1) throw new Error('no time of 64 bits in the segment');
  return {at: at + 8, ticks: bytes.readBigUInt64BE(at + 8)};
};
/** The segment says that it is shown a quarter of its length later: a hole, and two at once. */
const move_segment = (folder, name) => {
  const {segment, next, file} = middle_of(folder, name);
  const bytes = fs.readFileSync(file);
  const {at, ticks} = time_of(bytes, segment);
  bytes.writeBigUInt64BE(ticks + (time_of(bytes, next).ticks - ticks) / 4n, at);
  fs.writeFileSync(file, bytes);
};
const damage_segment = (folder, name) => {
  const {segment, file} = middle_of(folder, name);
  const bytes = fs.readFileSync(file);
  fs.writeFileSync(file, bytes.fill(0, segment.begin + 8, segment.begin + segment.size));
};
const lengthen_segment = (folder, name) => {
  const {number} = middle_of(folder, name);
  let count = 0;
  edit(folder, name, (text) => text.replaceAll(/#EXTINF:([0-9.]+)/g, (line, seconds) => (count++ === number ? `#EXTINF:${Number(seconds) + 0.3}` : line)));
};
const long_master = read_master(long, 'master.m3u8');
const levels = long_master.variants.map((one) => one.uri);
const sounds = long_master.media.filter((one) => one.TYPE === 'AUDIO').map((one) => one.URI);

const cases = [
  ['hls', 'as it is', 0, () => {}],
  ['hls', 'a playlist is missing', 1, (folder) => fs.rmSync(path.join(folder, variant))],
  ['hls', 'a media file is missing', 1, (folder) => fs.rmSync(path.join(folder, path.dirname(variant), media.uri))],
  ['hls', 'a byte range is wrong', 1, (folder) => edit(folder, variant, (text) => text.replace(`${media.size}@${media.begin}`, `${media.size - 7}@${media.begin + 7}`))],
  ['hls', 'a codec is wrong', 1, (folder) => edit(folder, 'master.m3u8', (text) => text.replaceAll(/CODECS="[^"]*"/g, 'CODECS="nonsense"'))],
  ['hls', 'the media are damaged', 1, damage_media],
  ['hls', 'as it is', 0, () => {}, long],
  ['hls', 'a segment of the first level comes late', 1, (folder) => move_segment(folder, levels[0]), long],
  ['hls', 'a segment of the last sound comes late', 1, (folder) => move_segment(folder, sounds.at(-1)), long],
  ['hls', 'a segment of the last level is damaged', 1, (folder) => damage_segment(folder, levels.at(-1)), long],
  ['hls', 'a segment of the first level is shorter than its playlist says', 1, (folder) => lengthen_segment(folder, levels[0]), long],
  ['dash', 'as it is', 0, () => {}],
  ['dash', 'a media file is missing', 1, (folder) => fs.rmSync(path.join(folder, path.dirname(variant), media.uri))],
  ['dash', 'an index range is wrong', 1, (folder) => edit_dash(folder, (text) => text.replaceAll(/indexRange="(\d+)-/g, (_, begin) => `indexRange="${Number(begin) + 9}-`))],
  ['dash', 'a codec is wrong', 1, (folder) => edit_dash(folder, (text) => text.replaceAll(/codecs="[^"]*"/g, 'codecs="nonsense"'))],
];

let wrong = 0;
for (const [kind, name, expected, damage, stream = good] of cases) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stream-trial-'));
  fs.cpSync(stream, folder, {recursive: true});
  damage(folder);
  const run = spawnSync(process.execPath, [path.join(here, 'play.mjs'), folder, '--only', kind], {encoding: 'utf8'});
  fs.rmSync(folder, {recursive: true});
  const ok = run.status === expected;
  if (!ok) ++wrong;
  console.log(`${ok ? 'ok' : 'NOT OK'}: ${kind}: ${name}: exit ${run.status}`);
  for (const problem of JSON.parse(run.stdout || '{"problems":[]}').problems.slice(0, 2)) console.log(`    ${problem}`);
  if (!ok) console.log(run.stdout, run.stderr);
}
process.exit(wrong === 0 ? 0 : 1);
