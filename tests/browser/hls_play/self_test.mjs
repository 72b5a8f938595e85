// Shows that play.mjs tells a good stream from broken ones: node self_test.mjs FOLDER (a stream that plays)
// Exit status: 0 all as expected, 1 otherwise, 2 wrong use.
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

import {read_master, read_media} from './check_files.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const [good] = process.argv.slice(2);
if (!good || !['master.m3u8', 'manifest.mpd'].every((name) => fs.existsSync(path.join(good, name)))) {
  console.error('usage: node self_test.mjs FOLDER   (FOLDER holds a master.m3u8 and a manifest.mpd that play)');
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

const cases = [
  ['hls', 'as it is', 0, () => {}],
  ['hls', 'a playlist is missing', 1, (folder) => fs.rmSync(path.join(folder, variant))],
  ['hls', 'a media file is missing', 1, (folder) => fs.rmSync(path.join(folder, path.dirname(variant), media.uri))],
  ['hls', 'a byte range is wrong', 1, (folder) => edit(folder, variant, (text) => text.replace(`${media.size}@${media.begin}`, `${media.size - 7}@${media.begin + 7}`))],
  ['hls', 'a codec is wrong', 1, (folder) => edit(folder, 'master.m3u8', (text) => text.replaceAll(/CODECS="[^"]*"/g, 'CODECS="nonsense"'))],
  ['hls', 'the media are damaged', 1, damage_media],
  ['dash', 'as it is', 0, () => {}],
  ['dash', 'a media file is missing', 1, (folder) => fs.rmSync(path.join(folder, path.dirname(variant), media.uri))],
  ['dash', 'an index range is wrong', 1, (folder) => edit_dash(folder, (text) => text.replaceAll(/indexRange="(\d+)-/g, (_, begin) => `indexRange="${Number(begin) + 9}-`))],
  ['dash', 'a codec is wrong', 1, (folder) => edit_dash(folder, (text) => text.replaceAll(/codecs="[^"]*"/g, 'codecs="nonsense"'))],
];

let wrong = 0;
for (const [kind, name, expected, damage] of cases) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stream-trial-'));
  fs.cpSync(good, folder, {recursive: true});
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
