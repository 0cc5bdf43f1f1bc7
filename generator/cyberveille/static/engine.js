// The index of the portal, searched by a worker. Whatever it lacks ends it: none of its answers would be worth more.

export class Engine {
  #worker;
  #waiting = new Map();
  #asked = 0;
  #failure = null;

  constructor(worker) {
    this.#worker = worker;
    this.#worker.addEventListener("message", ({ data }) => {
      if (data.failed) this.#end(new Error(data.failed));
      else this.#settle(data);
    });
    this.#worker.addEventListener("error", (event) => this.#end(new Error(event.message ?? "worker")));
  }

  // Rejects once anything that the index is made of could not be loaded, for this request or another.
  ask(deed, stage, value) {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      const id = ++this.#asked;
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, deed, stage, value });
    });
  }

  stop() {
    this.#end(new Error("stopped"));
  }

  #settle({ id, result }) {
    this.#waiting.get(id)?.resolve(result);
    this.#waiting.delete(id);
  }

  #end(reason) {
    this.#failure ??= reason;
    this.#worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }
}
