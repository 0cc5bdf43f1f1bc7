// What a browser may have kept that does not know Clear-Site-Data, and the other tabs: what was typed there goes too.
for (const name of ["sessionStorage", "localStorage"]) {
  try {
    globalThis[name].clear();
  } catch {
    // Storage refused: there is nothing in it.
  }
}
new BroadcastChannel("session").postMessage("closed");
globalThis.caches?.keys().then((names) => names.forEach((name) => caches.delete(name)));
navigator.serviceWorker?.getRegistrations().then((all) => all.forEach((one) => one.unregister()));
