// In the place of the worker that a former edition may have left in browsers: a restricted edition keeps nothing
// there. It empties what was kept and goes.
async function leave() {
  const names = await caches.keys();
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.registration.unregister();
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));
