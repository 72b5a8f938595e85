// A loopback server with byte ranges that remembers what went wrong.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const types = {
  '.m3u8': 'application/vnd.apple.mpegurl', '.mpd': 'application/dash+xml', '.mp4': 'video/mp4', '.vtt': 'text/vtt',
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
};

function range_of(header, size) {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
  if (!match) return null;
  const begin = Number(match[1]);
  const end = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return begin <= end ? {begin, end} : {begin, end: -1};
}

/** Serves `folder` and, under /player/, the files of `extra` ({name: path}). Resolves to {url, problems, served, close}. */
export async function serve(folder, extra) {
  const root = fs.realpathSync(folder);
  const problems = [];
  const served = new Set();
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://loopback').pathname);
    if (name === '/favicon.ico') return void response.writeHead(204).end();
    const refuse = (status) => {
      problems.push(`${status} ${request.headers.range ?? ''} ${name}`);
      response.writeHead(status).end();
    };
    const file = name.startsWith('/player/') ? extra[name.slice(8)] : path.join(root, name);
    let stat;
    try {
      stat = fs.statSync(file);
    } catch {
      return refuse(404);
    }
    if (!stat.isFile() || (!name.startsWith('/player/') && !fs.realpathSync(file).startsWith(root + path.sep))) return refuse(404);
    const headers = {'content-type': types[path.extname(file)] ?? 'application/octet-stream', 'accept-ranges': 'bytes'};
    const range = range_of(request.headers.range, stat.size);
    if (range && range.end < 0) return refuse(416);
    served.add(name);
    const {begin, end} = range ?? {begin: 0, end: stat.size - 1};
    headers['content-length'] = end - begin + 1;
    if (range) headers['content-range'] = `bytes ${begin}-${end}/${stat.size}`;
    response.writeHead(range ? 206 : 200, headers);
    if (stat.size === 0) return void response.end();
    fs.createReadStream(file, {start: begin, end}).on('error', () => response.destroy()).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {url: `http://127.0.0.1:${server.address().port}`, problems, served, close: () => server.close()};
}
