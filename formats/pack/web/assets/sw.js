// Keeps the pack on the device. `pack` (above) lists every file: [path, digest, bytes, kept at once].

const prefix = `integrart:${pack.id}:`;
const cache_name = prefix + pack.version;
const address = (path) => new URL(path, self.registration.scope).href;
const index = '.index.json';  // in each cache: path -> digest, so that the next version copies what did not change

async function tell(message) {
  for (const client of await self.clients.matchAll({includeUncontrolled: true})) client.postMessage(message);
}

// Puts one file into the cache: from an older version when its digest is the same, else from the server.
async function keep(cache, older, [path, digest]) {
  if (await cache.match(address(path))) return;
  for (const {store, digests} of older) {
    const same = digests[path] === digest && (await store.match(address(path)));
    if (same) return cache.put(address(path), same);
  }
  const response = await fetch(address(path), {cache: 'no-cache'});
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
  await cache.put(address(path), response);
}

async function older_caches() {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith(prefix) || name === cache_name) continue;
    const store = await caches.open(name);
    const known = await store.match(address(index));
    if (known) found.push({store, digests: await known.json()});
  }
  return found;
}

async function keep_all(files) {
  const cache = await caches.open(cache_name);
  const older = await older_caches();
  let kept = 0;
  for (const file of files) {
    await keep(cache, older, file);
    await tell({kept: ++kept, all: files.length, working: kept < files.length});
  }
  const digests = Object.fromEntries(pack.files.map(([path, digest]) => [path, digest]));
  await cache.put(address(index), new Response(JSON.stringify(digests)));
}

async function how_much() {
  const cache = await caches.open(cache_name);
  let bytes_left = 0;
  for (const [path, , bytes] of pack.files) if (!(await cache.match(address(path)))) bytes_left += bytes;
  await tell({kept: pack.files.length, all: pack.files.length, bytes_left, working: false});
}

self.addEventListener('install', (event) => {
  event.waitUntil(keep_all(pack.files.filter((file) => file[3])).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith(prefix) && name !== cache_name) await caches.delete(name);
    await self.clients.claim();
    await how_much();
  })());
});

self.addEventListener('message', (event) => {
  if (event.data === 'how much') event.waitUntil(how_much());
  if (event.data === 'keep everything') event.waitUntil(keep_all(pack.files).catch(() => {}).then(how_much));
});

// Players ask for parts of a file (RFC 9110, section 14); a cache only holds whole ones.
async function part_of(response, range) {
  const body = await response.blob();
  const asked = /^bytes=(\d*)-(\d*)$/.exec(range);
  if (!asked || (asked[1] === '' && asked[2] === '')) return new Response(body, {status: 200, headers: response.headers});
  const first = asked[1] === '' ? Math.max(0, body.size - Number(asked[2])) : Number(asked[1]);
  const last = asked[1] !== '' && asked[2] !== '' ? Math.min(Number(asked[2]), body.size - 1) : body.size - 1;
  if (first > last) return new Response(null, {status: 416, headers: {'Content-Range': `bytes */${body.size}`}});
  return new Response(body.slice(first, last + 1), {status: 206, headers: {
    'Content-Type': response.headers.get('Content-Type') || 'application/octet-stream',
    'Content-Length': String(last - first + 1),
    'Content-Range': `bytes ${first}-${last}/${body.size}`,
    'Accept-Ranges': 'bytes',
  }});
}

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  url.search = '';
  url.hash = '';
  if (event.request.method !== 'GET' || !url.href.startsWith(self.registration.scope)) return;
  if (url.href === self.registration.scope) url.pathname += 'index.html';
  event.respondWith((async () => {
    const cache = await caches.open(cache_name);
    const kept = await cache.match(url.href);
    const range = event.request.headers.get('Range');
    if (kept) return range ? part_of(kept, range) : kept;
    const answer = await fetch(event.request);
    // Parts that the server gives look like those of a kept file, which may take over while it plays: browsers do not
    // mix parts of two origins, and one made here has none.
    return range ? new Response(answer.body, {status: answer.status, statusText: answer.statusText, headers: answer.headers}) : answer;
  })());
});
