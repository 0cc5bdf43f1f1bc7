// Keeps « Suis-je concerné ? » with its rules. `VERSION`, `FILES`, `FIRST`, `RULES` and `IMMUTABLE` stand above, written
// by the program: other files make another script, while rules are kept as they come.
const NAME = "concerne-";
const CACHE = NAME + VERSION;
const KEPT_RULES = `${NAME}regles`;
const PATIENCE = 4000;

const anew = (files) => files.map((file) => new Request(file, { cache: "no-cache" }));

async function keep() {
  const [cache, rules] = await Promise.all([caches.open(CACHE), caches.open(KEPT_RULES)]);
  await Promise.all([cache.addAll(anew(FILES)), rules.addAll(anew(FIRST))]);
  await self.skipWaiting();
}

async function forget() {
  const former = (name) => name.startsWith(NAME) && name !== CACHE && name !== KEPT_RULES;
  await Promise.all((await caches.keys()).filter(former).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// The network first, while it answers: what is kept here must never hide what is newer.
async function answer(request, path) {
  const ofRules = path.startsWith(RULES);
  const cache = await caches.open(ofRules ? KEPT_RULES : CACHE);
  const kept = await cache.match(path);
  if (kept && IMMUTABLE.test(path)) return kept;
  const fetched = fetch(request).then(async (found) => {
    if (ofRules && found.ok) await cache.put(path, found.clone());
    return found;
  });
  if (!kept) return fetched;
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept.clone()));
  return Promise.race([fetched.catch(() => kept), patience]);
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(forget()));
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (FILES.includes(pathname) || pathname.startsWith(RULES)) event.respondWith(answer(event.request, pathname));
});
