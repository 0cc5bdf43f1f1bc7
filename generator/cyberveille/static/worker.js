// Pagefind's own worker, made to tell what it could not load: alone, it says so to the console and answers as if
// nothing were there. What it finds is parted here into what was asked and what only resembles it.

const say = self.postMessage.bind(self);
const load = self.fetch.bind(self);
const waiting = new Map();
let pagefind;
let asked = 0;
let handedOut = [];

function fail(reason) {
  say({ failed: String(reason) });
}

self.fetch = async (address) => {
  const answer = await load(address);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  return answer;
};
console.error = (...words) => fail(words.join(" "));
self.addEventListener("unhandledrejection", (event) => fail(event.reason));

// One request to Pagefind's worker, which listens and answers through the two functions that `open` puts in its way.
function request(method, ...args) {
  return new Promise((resolve, reject) => {
    const id = ++asked;
    waiting.set(id, { resolve, reject });
    pagefind({ data: { id, method, args } });
  });
}

async function open({ program, index, root, shards, excerptLength }) {
  const listen = self.addEventListener;
  self.addEventListener = (_kind, handler) => (pagefind = handler);
  self.postMessage = ({ id, result, error }) => {
    const request = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) request?.resolve(result);
    else request?.reject(new Error(error));
  };
  importScripts(program);
  self.addEventListener = listen;
  const options = (tag) => ({ baseUrl: root, excerptLength, metaCacheTag: tag, language: "fr" });
  const [[name, tag], ...others] = shards;
  await request("init", { ...options(tag), basePath: `${index}${name}/`, primary: true });
  await Promise.all(others.map(([other, named]) => request("mergeIndex", `${index}${other}/`, options(named))));
}

// Pagefind keeps what it would show of each result until it is told that nobody wants it; nobody waits for an answer.
function release(results) {
  for (const { data } of results) pagefind({ data: { method: "releaseData", args: [data] } });
}

async function exactly(spelling, filters) {
  const { results } = await request("search", `"${spelling}"`, { filters });
  release(results);
  return results.map(({ id }) => id);
}

// Each unit of the question must stand in a notice, in one of its spellings; the rest of what Pagefind gives is near.
async function find({ units, spelt, filters }) {
  release(handedOut);
  const all = await Promise.all(spelt.map((text) => request("search", text || null, { filters })));
  const each = new Map(all.flatMap(({ results }) => results).map((result) => [result.id, result]));
  const found = [...each.values()];
  handedOut = found;
  const bearing = await Promise.all(
    units.map(async (unit) => new Set((await Promise.all(unit.map((word) => exactly(word, filters)))).flat())),
  );
  const parted = { results: [], near: [] };
  for (const { id, data } of found) {
    parted[bearing.every((ids) => ids.has(id)) ? "results" : "near"].push({ id, data });
  }
  return parted;
}

const deeds = {
  open,
  find,
  filters: () => request("filters"),
  data: async (id) => {
    const found = await request("getData", id);
    return found && { meta: found.meta, excerpt: found.excerpt };
  },
};

self.onmessage = async ({ data: { id, deed, value } }) => {
  try {
    say({ id, result: await deeds[deed](value) });
  } catch (error) {
    fail(error);
  }
};
