// What can be said of a stream without playing it: every playlist is read, every byte range exists and begins with the
// right box, and the segments of a track follow each other.
import fs from 'node:fs';
import path from 'node:path';

/** Attributes of a tag line, quotes removed. */
export function attributes_of(line) {
  const attributes = {};
  for (const match of line.slice(line.indexOf(':') + 1).matchAll(/([A-Z0-9-]+)=("[^"]*"|[^,]*)/g))
    attributes[match[1]] = match[2].replace(/^"|"$/g, '');
  return attributes;
}

export function read_master(folder, name) {
  const lines = fs.readFileSync(path.join(folder, name), 'utf8').split('\n');
  const master = {variants: [], media: [], key_frames: []};
  lines.forEach((line, i) => {
    if (line.startsWith('#EXT-X-STREAM-INF:')) master.variants.push({...attributes_of(line), uri: lines[i + 1]});
    if (line.startsWith('#EXT-X-MEDIA:')) master.media.push(attributes_of(line));
    if (line.startsWith('#EXT-X-I-FRAME-STREAM-INF:')) master.key_frames.push(attributes_of(line));
  });
  return master;
}

/** {map, target, segments:[{uri, duration, begin, size}], ended} of a media playlist. */
export function read_media(folder, name) {
  const playlist = {segments: [], ended: false, target: 0, map: null};
  let duration = null;
  let range = null;
  for (const line of fs.readFileSync(path.join(folder, name), 'utf8').split('\n')) {
    if (line.startsWith('#EXTINF:')) duration = parseFloat(line.slice(8));
    else if (line.startsWith('#EXT-X-BYTERANGE:')) range = line.slice(17).split('@').map(Number);
    else if (line.startsWith('#EXT-X-TARGETDURATION:')) playlist.target = Number(line.slice(22));
    else if (line.startsWith('#EXT-X-MAP:')) playlist.map = attributes_of(line);
    else if (line.startsWith('#EXT-X-ENDLIST')) playlist.ended = true;
    else if (line !== '' && !line.startsWith('#')) {
      playlist.segments.push({uri: line, duration, begin: range?.[1] ?? 0, size: range?.[0] ?? null});
      duration = range = null;
    }
  }
  return playlist;
}

function box_at(file, offset) {
  const descriptor = fs.openSync(file, 'r');
  const head = Buffer.alloc(8);
  const got = fs.readSync(descriptor, head, 0, 8, offset);
  fs.closeSync(descriptor);
  return got === 8 ? head.toString('latin1', 4, 8) : 'nothing';
}

function check_media(folder, name, key_frames_only, problems) {
  const playlist = read_media(folder, name);
  const say = (text) => problems.push(`${name}: ${text}`);
  if (!playlist.ended) say('no EXT-X-ENDLIST');
  if (playlist.segments.length === 0) say('no segments');
  let expected = null;
  for (const [i, segment] of playlist.segments.entries()) {
    const file = path.join(folder, path.dirname(name), segment.uri);
    if (!fs.existsSync(file)) {
      say(`segment ${i}: ${segment.uri} is missing`);
      continue;
    }
    if (!(segment.duration > 0)) say(`segment ${i}: no duration`);
    if (Math.round(segment.duration) > playlist.target) say(`segment ${i}: longer than the target duration`);
    if (segment.uri.endsWith('.vtt')) {
      if (!fs.readFileSync(file, 'utf8').startsWith('WEBVTT\nX-TIMESTAMP-MAP=')) say(`segment ${i}: no WebVTT with a time map`);
      continue;
    }
    if (segment.begin + segment.size > fs.statSync(file).size) say(`segment ${i}: ends beyond the file`);
    const box = box_at(file, segment.begin);
    if (!['moof', 'styp'].includes(box)) say(`segment ${i}: begins with ${box}`);
    if (!key_frames_only && expected !== null && segment.begin !== expected) say(`segment ${i}: does not follow the one before`);
    expected = segment.begin + segment.size;
  }
  return playlist.segments.reduce((sum, segment) => sum + segment.duration, 0);
}

/** Problems of an HLS stream, and how long its tracks last. */
export function check_hls_files(folder, name) {
  const problems = [];
  const master = read_master(folder, name);
  if (master.variants.length === 0) problems.push(`${name}: no variant`);
  const durations = {};
  const names = [...master.variants.map((v) => v.uri), ...master.media.map((m) => m.URI)];
  for (const playlist of new Set(names)) {
    if (fs.existsSync(path.join(folder, playlist))) durations[playlist] = check_media(folder, playlist, false, problems);
    else problems.push(`${playlist} is missing`);
  }
  for (const entry of master.key_frames) {
    if (fs.existsSync(path.join(folder, entry.URI))) check_media(folder, entry.URI, true, problems);
    else problems.push(`${entry.URI} is missing`);
  }
  return {problems, master, durations};
}
