// Keeps the page for reporting an incident, its sheets and what they are drawn with. `VERSION` and `FILES`
// stand above, written by the program: another edition of these files makes another script.
const NAME = "signalement-";
const CACHE = NAME + VERSION;
const PATIENCE = 4000;

async function keep() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })));
  await self.skipWaiting();
}

async function forget() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(NAME) && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// The network first, while it answers: a page kept here must never hide a newer one.
async function answer(request, path) {
  const kept = await (await caches.open(CACHE)).match(path);
  if (!kept) return fetch(request);
  if (IMMUTABLE.test(path)) return kept;
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept.clone()));
  const fetched = fetch(request).catch(() => kept);
  return Promise.race([fetched, patience]);
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(forget()));
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin || !FILES.includes(pathname)) return;
  event.respondWith(answer(event.request, pathname));
});
