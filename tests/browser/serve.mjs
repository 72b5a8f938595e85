// A small web server on loopback for one folder, with byte ranges; and Debian's browser.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const types = {html: 'text/html; charset=utf-8', xhtml: 'application/xhtml+xml', js: 'text/javascript; charset=utf-8', css: 'text/css', json: 'application/json',
  webmanifest: 'application/manifest+json', mp4: 'video/mp4', m4s: 'video/iso.segment', m4a: 'audio/mp4', vtt: 'text/vtt', png: 'image/png',
  jpg: 'image/jpeg', webp: 'image/webp', svg: 'image/svg+xml', m3u8: 'application/vnd.apple.mpegurl', mpd: 'application/dash+xml'};

// `answer`, when given, is asked first and says whether it took the request.
export function serve(folder, answer = () => false) {
  const root = fs.realpathSync(folder);
  const server = http.createServer((request, response) => {
    if (answer(request, response)) return;
    let file = path.join(root, decodeURIComponent(new URL(request.url, 'http://x').pathname));
    if (file.endsWith(path.sep)) file = path.join(file, 'index.html');
    if (!file.startsWith(root + path.sep) || !fs.existsSync(file) || !fs.statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    const bytes = fs.statSync(file).size;
    const headers = {'Content-Type': types[path.extname(file).slice(1)] || 'application/octet-stream', 'Accept-Ranges': 'bytes', 'Cache-Control': 'no-cache'};
    const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range || '');
    const first = asked ? Number(asked[1]) : 0, last = asked && asked[2] ? Math.min(Number(asked[2]), bytes - 1) : bytes - 1;
    if (asked) headers['Content-Range'] = `bytes ${first}-${last}/${bytes}`;
    response.writeHead(asked ? 206 : 200, {...headers, 'Content-Length': last - first + 1});
    fs.createReadStream(file, {start: first, end: last}).pipe(response);
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done({
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => { server.closeAllConnections(); server.close(); },
  })));
}

// The headless program: the other one makes a whole window with its own pages for each context, which takes half as much again.
export const browser_path = process.env.CHROMIUM || '/usr/bin/chromium-headless-shell';

export async function start_browser() {
  const {chromium} = await import('playwright-core');
  return chromium.launch({executablePath: browser_path, args: ['--no-sandbox', '--disable-dev-shm-usage', '--autoplay-policy=no-user-gesture-required', '--mute-audio']});
}

// A judge that is not here, though tests/packages.txt or npm brings it. The exit status of the test: 77 is "skipped", 1 where
// INTEGRART_ALL_JUDGES asks for every judge.
export function missing(what) {
  const all = Boolean(process.env.INTEGRART_ALL_JUDGES);
  console.log(all ? `FAIL ${what}: INTEGRART_ALL_JUDGES asks for every judge that tests/packages.txt and npm bring` : `skipped: ${what}`);
  return all ? 1 : 77;
}

export const is_installed = () => fs.existsSync(new URL('node_modules/playwright-core/package.json', import.meta.url));
