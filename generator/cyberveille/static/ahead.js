// Starts to look for what the address asks while the page is still on its way: the page takes its worker over.
{
  const teller = document.currentScript;
  const { worker, stages } = teller.dataset;
  if (stages && new URLSearchParams(location.search).get("q")) {
    teller.worker = new Worker(worker);
    teller.worker.addEventListener("error", () => (teller.worker = undefined));
    teller.worker.postMessage({ deed: "start", value: { stages, address: location.search } });
  }
}
