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

// The session may have ended meanwhile: the server is asked when somebody comes back to this tab. What was typed stays.
const state = document.getElementById("cv-bande")?.dataset.state;
async function asked() {
  if (!state || document.visibilityState !== "visible") return;
  const answer = await fetch(new URL(state, location.href), { cache: "no-store", redirect: "manual" }).catch(
    () => null,
  );
  if (answer?.status === 401 || answer?.status === 403) location.reload();
}
document.addEventListener("visibilitychange", asked);
addEventListener("online", asked);

// A worker that a former edition has left, and what it kept.
if ("serviceWorker" in navigator) {
  const registered = await navigator.serviceWorker.getRegistrations().catch(() => []);
  for (const one of registered) one.unregister();
}
if ("caches" in globalThis) {
  const names = await caches.keys().catch(() => []);
  for (const name of names) caches.delete(name);
}
