// On every page of a restricted edition: nothing of it stays in the browser once the session is closed.
// The session was closed in another tab: what was typed in this one goes, and the server is asked for the page again.
new BroadcastChannel("session").addEventListener("message", () => {
  try {
    sessionStorage.clear();
  } catch {
    // Storage refused: there is nothing in it.
  }
  location.reload();
});

// Brought back as it was by the browser's own memory of pages: the server says whether it may still be read.
addEventListener("pageshow", (event) => event.persisted && location.reload());

// A worker that a former edition has left, and what it kept.
if ("serviceWorker" in navigator) {
  const registered = await navigator.serviceWorker.getRegistrations().catch(() => []);
  for (const one of registered) one.unregister();
}
if ("caches" in globalThis) {
  const names = await caches.keys().catch(() => []);
  for (const name of names) caches.delete(name);
}
