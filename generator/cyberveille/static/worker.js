// Pagefind's own worker, made to tell what it could not load: alone, it says so to the console and answers as if
// nothing were there. What it finds is parted here into what was asked and what only resembles it. Each stage of the
// index, years that are searched together, is a Pagefind of its own, opened when it is first asked for.

const say = self.postMessage.bind(self);
const load = self.fetch.bind(self);
const waiting = new Map();
const opened = new Map();
const handedOut = new Map();
let pagefind;
let index;
let asked = 0;

// Pagefind looks every so often whether its program has come: no later than this, in milliseconds.
const LOOK = 4;
const ENTRY = /\/pagefind-entry\.json\?ts=(.*)$/u;
const PROGRAM = /\/wasm\.[a-z]+\.pagefind$/u;

function fail(reason) {
  say({ failed: String(reason) });
}

async function loaded(address) {
  const answer = await load(address);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  return answer;
}

let program;

// The page said what a shard's entry would, and the first shard has the program for all of them.
self.fetch = async (address) => {
  const [, tag] = ENTRY.exec(address) ?? [];
  if (tag) {
    const languages = { fr: { hash: `fr_${tag}`, wasm: "fr", page_count: 1 } };
    return Response.json({ version: pagefind_version, languages, include_characters: [...index.signs] });
  }
  if (!PROGRAM.test(address)) return loaded(address);
  program ??= loaded(index.program);
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

// `index` says where the index is and how it is read, with its stages, each with its shards: [[name, tag], …].
function start(told) {
  index = told;
  const listen = self.addEventListener;
  self.addEventListener = (_kind, handler) => (pagefind = handler);
  self.postMessage = ({ id, result, error }) => {
    const request = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) request?.resolve(result);
    else request?.reject(new Error(error));
  };
  importScripts(index.worker);
  self.addEventListener = listen;
}

async function open(stage) {
  const { folder, root, excerptLength } = index;
  const options = (tag) => ({ baseUrl: root, excerptLength, metaCacheTag: tag, language: "fr" });
  const [[name, tag], ...others] = index.stages[stage];
  await request(stage, "init", { ...options(tag), basePath: `${folder}${name}/`, primary: true });
  // No question at all is answered once there is a program to answer it.
  const there = request(stage, "search", "");
  const joined = others.map(([other, named]) => request(stage, "mergeIndex", `${folder}${other}/`, options(named)));
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
async function find(stage, { units, spelt, filters }) {
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
  return parted;
}

const deeds = {
  start: (_stage, told) => start(told),
  open: ready,
  find,
  filters: (stage) => ask(stage, "filters"),
  data: async (stage, id) => {
    const found = await ask(stage, "getData", id);
    return found && { meta: found.meta, excerpt: found.excerpt };
  },
};

self.onmessage = async ({ data: { id, deed, stage, value } }) => {
  try {
    say({ id, result: await deeds[deed](stage, value) });
  } catch (error) {
    fail(error);
  }
};
