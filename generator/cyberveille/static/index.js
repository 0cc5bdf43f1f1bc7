// The index of the portal as this page knows it, which another edition may replace while the page is open.
import { Engine } from "./engine.js";
import { INDEX } from "./portal.js";
import { EXCERPT } from "./results.js";

export class Index {
  #shards;
  #engine;
  #opening;

  // `page` says the shards of the index, each with what its table of contents is called (`recent=0123 archive-1=4567`),
  // and the script that searches them.
  constructor(page, root) {
    this.root = root;
    this.script = page.dataset.worker;
    this.#shards = page.dataset.search;
  }

  // Rejects when any piece of the index is missing, whether this request wanted it or not.
  async ask(deed, value) {
    if (!this.#shards.trim()) return deed === "find" ? { results: [], near: [] } : {};
    this.#opening ??= this.#open();
    await this.#opening;
    return this.#engine.ask(deed, value);
  }

  // Gets it ready for a question to come.
  warm() {
    if (!this.#shards.trim()) return;
    this.#opening ??= this.#open();
    this.#opening.catch(() => undefined);
  }

  // Does `work` again with a fresh index when a piece was missing, since a new edition may have come: once. `work` is
  // told whether this is the last time.
  async surely(work) {
    try {
      return await work(false);
    } catch {
      this.#discard();
      await this.renewed();
      return work(true);
    }
  }

  // Whether the portal has another index by now, which is this one from then on. Rejects when nobody can tell.
  async renewed() {
    const answer = await fetch(location.pathname, { cache: "no-cache" });
    const there = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-search]");
    if (!(answer.ok && there)) throw new Error(`${answer.status} ${answer.url}`);
    const changed = there.dataset.search !== this.#shards;
    if (changed) this.#discard();
    this.#shards = there.dataset.search;
    return changed;
  }

  async #open() {
    const shards = this.#shards
      .trim()
      .split(" ")
      .map((shard) => shard.split("="));
    const index = `${this.root.pathname}${INDEX}`;
    const program = `${index}${shards[0][0]}/pagefind-worker.js`;
    this.#engine = new Engine(this.script);
    await this.#engine.ask("open", { program, index, root: this.root.pathname, shards, excerptLength: EXCERPT });
  }

  #discard() {
    this.#engine?.stop();
    this.#engine = this.#opening = undefined;
  }
}
