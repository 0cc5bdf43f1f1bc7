// The index of the portal as this page knows it, which another edition may replace while the page is open.
import { Engine } from "./engine.js";
import { toldOf } from "./questions.js";

// What tells, in the head of the page, what the index is made of, and which script searches it.
export const TELLER = "script[data-stages]";

const yearOf = (shard) => Number.parseInt(shard, 10);

// The years that shards hold, the first and the last one: of those that are named after one.
function yearsOf(shards) {
  const years = shards.map(([name]) => yearOf(name)).filter(Boolean);
  return years.length ? { from: Math.min(...years), to: Math.max(...years) } : undefined;
}

export class Index {
  #told;
  #begun;
  #engine;
  #stages;

  // `teller` may have a worker that began to search already.
  constructor(teller) {
    this.script = teller.dataset.worker;
    this.#begun = teller.worker;
    this.#knows(teller.dataset.stages);
  }

  #knows(told) {
    this.#told = told;
    this.#stages = toldOf(told).stages;
  }

  // The stages in which to look for what is of a `year`, or of any: the first one, and those that may hold it.
  reach(year) {
    const all = [...this.#stages.keys()];
    const wanted = Number(year);
    if (!wanted) return all;
    return all.filter((stage) => {
      const years = yearsOf(this.#stages[stage]);
      return stage === 0 || (years && years.from <= wanted && wanted <= years.to);
    });
  }

  // The years that some stages hold.
  years(stages) {
    return yearsOf(stages.flatMap((stage) => this.#stages[stage]));
  }

  // Rejects when any piece of the index is missing, whether this request wanted it or not.
  ask(deed, stage, value) {
    this.#engine ??= this.#started();
    return this.#engine.ask(deed, stage, value);
  }

  // What can be narrowed by, in all of the index: each filter's values, with their counts.
  async filters() {
    const merged = {};
    for (const filters of await Promise.all(this.reach().map((stage) => this.ask("filters", stage)))) {
      for (const [name, counts] of Object.entries(filters)) {
        const all = (merged[name] ??= {});
        for (const [value, count] of Object.entries(counts)) all[value] = (all[value] ?? 0) + count;
      }
    }
    return merged;
  }

  // Gets its first stage ready for a question to come.
  warm() {
    if (this.#stages.length) this.ask("open", 0).catch(() => undefined);
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
    const there = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(TELLER);
    if (!(answer.ok && there)) throw new Error(`${answer.status} ${answer.url}`);
    const changed = there.dataset.stages !== this.#told;
    if (changed) this.#discard();
    this.#knows(there.dataset.stages);
    return changed;
  }

  #started() {
    const begun = this.#begun;
    this.#begun = undefined;
    const engine = new Engine(begun ?? new Worker(this.script));
    if (!begun) engine.ask("start", 0, { stages: this.#told }).catch(() => undefined);
    return engine;
  }

  #discard() {
    this.#engine?.stop();
    this.#engine = undefined;
  }
}
