// Pagefind's own worker, made to tell what it could not load: alone, it says so to the console and answers as if
// nothing were there. What it finds is parted here into what was asked and what only resembles it. Each stage of the
// index, years that are searched together, is a Pagefind of its own, opened when it is first asked for.
import { isCertain } from "./identifiers.js";
import { INDEX } from "./portal.js";
import { inWords, keysOf, questionOf, toldOf } from "./questions.js";
import { piecesOf, tablesIn } from "./tables.js";
import { EXCERPT, KEPT } from "./words.js";

const say = self.postMessage.bind(self);
const load = self.fetch.bind(self);
const waiting = new Map();
const opened = new Map();
const handedOut = new Map();
const coming = new Map();
const root = new URL("../", self.location).pathname;
let pagefind;
let stages;
let tables;
let begun;
let failure;
let asked = 0;

// Pagefind looks every so often whether its program has come: no later than this, in milliseconds.
const LOOK = 4;
const ENTRY = /\/pagefind-entry\.json\?ts=(.*)$/u;
const TABLE = /\.fr_([0-9a-f]+)\.pf_meta$/u;
const PROGRAM = /\/wasm\.[a-z]+\.pagefind$/u;

// Said again to whoever asks later: at first nobody may listen yet.
function fail(reason) {
  failure ??= String(reason);
  say({ failed: failure });
}

async function loaded(address) {
  const answer = await load(address);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  return answer;
}

// A table of contents comes with those of the first stage, or alone.
async function tableOf(tag, address) {
  const data = (await tables).get(tag);
  return data ? new Response(data) : loaded(address);
}

const homeOf = ([shard]) => `${root}${INDEX}${shard}/`;
let program;

// The page said what a shard's entry would, and the first shard has the program for all of them.
self.fetch = async (address) => {
  const [, tag] = ENTRY.exec(address) ?? [];
  if (tag) {
    const languages = { fr: { hash: `fr_${tag}`, wasm: "fr", page_count: 1 } };
    return Response.json({ version: pagefind_version, languages, include_characters: [...KEPT] });
  }
  const [, table] = TABLE.exec(address) ?? [];
  if (table) return tableOf(table, address);
  if (!PROGRAM.test(address)) return (await taken(address)) ?? loaded(address);
  program ??= loaded(`${homeOf(stages[0][0])}wasm.fr.pagefind`);
  return (await program).clone();
};
console.error = (...words) => fail(words.join(" "));
self.addEventListener("unhandledrejection", (event) => fail(event.reason));
const later = self.setTimeout.bind(self);
self.setTimeout = (work, delay) => later(work, Math.min(delay, LOOK));

// One request to a stage of Pagefind's worker, which listens and answers through the two functions that `start` puts in
// its way.
function request(instanceId, method, ...args) {
  return new Promise((resolve, reject) => {
    const id = ++asked;
    waiting.set(id, { resolve, reject });
    pagefind({ data: { id, instanceId, method, args } });
  });
}

// What the `address` asks, if there is any, is looked for before the page is there to ask it: the answer waits for it.
function start({ stages: told, address }) {
  const known = toldOf(told);
  stages = known.stages;
  tables = loaded(`${root}${INDEX}first/tables.${known.tables}.pf_meta`).then(async (file) =>
    tablesIn(await file.arrayBuffer()),
  );
  tables.catch(fail);
  const listen = self.addEventListener;
  self.addEventListener = (_kind, handler) => (pagefind = handler);
  self.postMessage = ({ id, result, error }) => {
    const request = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) request?.resolve(result);
    else request?.reject(new Error(error));
  };
  importScripts(`${homeOf(stages[0][0])}pagefind-worker.js`);
  self.addEventListener = listen;
  const question = questionOf(new URLSearchParams(address), 1);
  const words = inWords(question);
  if (!(question.q && words) || question.filters.year || keysOf(question).some(isCertain)) return;
  begun = { name: JSON.stringify(words), found: find(0, words) };
  begun.found.catch(fail);
  foresee(words).catch(() => undefined);
}

// Asks for the pieces in which the words stand, without waiting for the program that will ask for them: a head start
// and no more. The tables may be of another edition than the page; a piece that does not come is asked for again.
async function foresee({ units }) {
  const known = await tables;
  const words = units.flat().flatMap((unit) => unit.split(/\s+/u));
  for (const shard of stages[0].filter(([, tag]) => known.has(tag))) {
    for (const name of piecesOf(known.get(shard[1]), words)) {
      const address = `${homeOf(shard)}index/${name}.pf_index`;
      coming.set(
        address,
        loaded(address).catch(() => undefined),
      );
    }
  }
}

function taken(address) {
  const piece = coming.get(address);
  coming.delete(address);
  return piece;
}

// The answer to what was asked ahead, once: what is asked again may be answered otherwise.
function ahead(stage, words) {
  const found = stage === 0 && begun?.name === JSON.stringify(words) ? begun.found : undefined;
  begun = undefined;
  return found;
}

async function open(stage) {
  const options = (tag) => ({ baseUrl: root, excerptLength: EXCERPT, metaCacheTag: tag, language: "fr" });
  const [first, ...others] = stages[stage];
  await request(stage, "init", { ...options(first[1]), basePath: homeOf(first), primary: true });
  // No question at all is answered once there is a program to answer it.
  const there = request(stage, "search", "");
  const joined = others.map((shard) => request(stage, "mergeIndex", homeOf(shard), options(shard[1])));
  await Promise.all([there, ...joined]);
}

// The first stage brings the program that the others share: two at a time would each bring their own.
function ready(stage) {
  if (!opened.has(stage)) {
    const [first] = opened.values();
    opened.set(stage, first ? first.then(() => open(stage)) : open(stage));
  }
  return opened.get(stage);
}

async function ask(stage, method, ...args) {
  await ready(stage);
  return request(stage, method, ...args);
}

// Pagefind keeps what it would show of each result until it is told that nobody wants it; nobody waits for an answer.
function release(stage, results) {
  for (const { data } of results) pagefind({ data: { instanceId: stage, method: "releaseData", args: [data] } });
}

async function exactly(stage, spelling, filters) {
  const { results } = await ask(stage, "search", `"${spelling}"`, { filters });
  release(stage, results);
  return results.map(({ id }) => id);
}

// Each unit of the question must stand in a notice, in one of its spellings; the rest of what Pagefind gives is near.
// What is shown of the `leading` results by relevance is fetched before it is asked for.
async function find(stage, { units, spelt, filters, leading = 0 }) {
  release(stage, handedOut.get(stage) ?? []);
  const all = await Promise.all(spelt.map((text) => ask(stage, "search", text || null, { filters })));
  const each = new Map(all.flatMap(({ results }) => results).map((result) => [result.id, result]));
  const found = [...each.values()];
  handedOut.set(stage, found);
  const bearing = await Promise.all(
    units.map(async (unit) => new Set((await Promise.all(unit.map((word) => exactly(stage, word, filters)))).flat())),
  );
  const parted = { results: [], near: [] };
  for (const { id, data, score } of found) {
    parted[bearing.every((ids) => ids.has(id)) ? "results" : "near"].push({ id, data, score });
  }
  parted.results.sort((a, b) => b.score - a.score);
  for (const { data } of parted.results.slice(0, leading)) ask(stage, "getData", data).catch(fail);
  return parted;
}

const deeds = {
  start: (_stage, told) => start(told),
  open: ready,
  find: (stage, words) => ahead(stage, words) ?? find(stage, words),
  filters: (stage) => ask(stage, "filters"),
  data: async (stage, id) => {
    const found = await ask(stage, "getData", id);
    return found && { meta: found.meta, excerpt: found.excerpt };
  },
};

self.onmessage = async ({ data: { id, deed, stage, value } }) => {
  if (failure) return say({ failed: failure });
  try {
    say({ id, result: await deeds[deed](stage, value) });
  } catch (error) {
    fail(error);
  }
};
