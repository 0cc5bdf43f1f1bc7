// The search page. The question, the filters and the order live in the address: a search can be shared, and going
// back works. What it says holds for the whole index: when any piece of it is missing, the page says that it does not
// know, and before it says that nothing is found, it makes sure that its index is still that of the portal. Recent years
// are searched first, those before them when nothing is found or when they are asked for: it says which were not.
import { earlier, FAILED, ofIdentifiers, ofWords, PARTLY, WAITING } from "./announcing.js";
import { choose, FILTERS, offer } from "./filters.js";
import { addressOf, bearers, isCertain, keyOf, named, notice } from "./identifiers.js";
import { Index, TELLER } from "./index.js";
import { find, findAsDeep } from "./looking.js";
import { LOOKUP } from "./portal.js";
import { byRelevance, deepOf, inWords, keysOf, questionOf } from "./questions.js";
import { Batches, marked } from "./results.js";
import { quoted, resembles, write } from "./words.js";

const root = new URL("../", import.meta.url);
const page = document.querySelector("[data-search]");
const form = page.querySelector("form");
const field = form.querySelector("input[type=search]");
const status = page.querySelector("[data-search-status]");
const failure = page.querySelector("[data-search-failed]");
const panel = page.querySelector("[data-search-filters]");
const near = page.querySelector("[data-search-near]");
const older = page.querySelector("[data-search-older]");
page.querySelector("[data-search-absent]").remove();

const PATIENCE = 600;

const index = new Index(document.querySelector(TELLER));
const list = page.querySelector("[data-search-results]");
const found = new Batches(list, page.querySelector("[data-search-more]"), { root, level: 2, size: 10 });
const nearby = new Batches(near.querySelector("ol"), near.querySelector("button"), { root, level: 3, size: 5 });

let known;
let current = 0;
let answered = Promise.resolve();

function remember({ q, filters, order, deep }, lasting) {
  const address = new URL(location.href);
  address.search = new URLSearchParams({ ...(q && { q }), ...filters, ...(order && { order }) }).toString();
  const moved = address.href !== location.href;
  if (moved || deep !== deepOf(history.state))
    history[lasting && moved ? "pushState" : "replaceState"]({ deep }, "", address);
  document.title = document.title.replace(/^.*? · /u, q ? `${quoted(q)}\u00a0: recherche · ` : "Recherche · ");
}

function recall() {
  const asked = new URLSearchParams(location.search);
  field.value = asked.get("q") ?? asked.get(LOOKUP) ?? "";
  for (const name of FILTERS) {
    const control = form.elements[name];
    if (control.type === "checkbox") control.checked = asked.has(name);
    else choose(control, asked.get(name) ?? "");
  }
  form.elements.order.value = asked.get("order") ?? "";
  return FILTERS.some((name) => asked.has(name)) || asked.has("order");
}

// A fragment is named after its day, then its notice: « 20261123-… ».
const noticeOf = (result) => result.id.slice(9);
const yearOf = (id) => id.split("-").at(-3);
const newestFirst = (a, b) => (a.id < b.id ? 1 : -1);

function bearerOf(id) {
  let data;
  return { data: () => (data ??= notice(id, root)) };
}

// Whether an answer bears an identifier that goes on like the one asked for.
const alike = (key) => (answer) =>
  marked(answer.excerpt).some((word) => keyOf(word).startsWith(key.slice(0, Math.max(6, key.length - 2))));

// What was found, then what is near: at once when little was found, else when it is asked for.
async function present(results, others, turn, tell) {
  const wanted = () => turn === current;
  await found.show(results, wanted);
  await nearby.show(others.items, wanted, { waiting: results.length >= found.size, worth: others.worth });
  if (!wanted()) return;
  near.hidden = nearby.empty;
  failure.hidden = true;
  write(status, tell(!nearby.empty));
  offerEarlier(others.left ?? []);
}

// What was not searched yet, and a way to do so.
function offerEarlier(left, texts = false) {
  older.hidden = !left.length;
  if (!left.length) return;
  const { sentence, deed } = earlier(index.years(left), index.years(left.slice(0, 1)), texts);
  older.firstElementChild.textContent = sentence;
  older.lastElementChild.textContent = deed;
}

// The notices that bear an identifier come first, and at once; those that only quote it in their text follow.
async function answerIdentifier(asked, { keys, borne }, turn, last) {
  const { q, filters, narrowed, deep } = asked;
  let ids = [...new Set(borne.map(([, id]) => id))];
  if (narrowed && ids.length) {
    const stages = [...new Set(ids.flatMap((id) => index.reach(yearOf(id))))];
    const kept = new Set((await find(index, { units: [], spelt: [""], filters }, stages)).results.map(noticeOf));
    ids = ids.filter((id) => kept.has(id));
  }
  const bearing = ids.map(bearerOf);
  const missing = keys.length > 1 ? keys.filter((key) => !borne.some(([name]) => name === key)) : [];
  const told = { bearing: ids.length, missing, narrowed: narrowed && borne.length > 0 };
  const tell = (quoting, others, since) => ofIdentifiers(q, { ...told, quoting, near: others === true, since });
  if (ids.length) await present(bearing, { items: [] }, turn, () => tell(0));
  const names = borne.length ? borne.map(([name]) => name) : keys.map((key) => key.replace(/^(?=\d{4}-\d+$)/u, "CVE-"));
  const units = [[...new Set([...names, ...keys])]];
  try {
    const enough = (results) => ids.length || results.length;
    const text = await findAsDeep(index, { units, spelt: units[0], filters }, deep, enough);
    const quoting = text.results.filter((result) => !ids.includes(noticeOf(result)));
    if (!(ids.length || quoting.length) && (await index.renewed())) return answer(asked, turn, last);
    if (!ids.length) {
      const others = { items: text.near, worth: alike(names[0]), left: text.left };
      return present(quoting, others, turn, (some) => tell(quoting.length, some, text.since));
    }
    await found.extend(quoting, () => turn === current);
    if (turn !== current) return;
    write(status, tell(quoting.length));
    offerEarlier(text.left, true);
  } catch (error) {
    if (!(last && ids.length)) throw error;
    if (turn === current) write(status, `${tell(0)}. ${PARTLY}`);
  }
}

async function answer(asked, turn, last) {
  const { q, narrowed, deep } = asked;
  const keys = keysOf(asked);
  const borne = (await Promise.all(keys.map((key) => bearers(key, root)))).flat();
  if (borne.length || keys.some(isCertain)) return answerIdentifier(asked, { keys, borne }, turn, last);
  const words = inWords(asked);
  const text = await findAsDeep(index, words, deep, (answers) => answers.length);
  const { results, near: others, left, since } = text;
  if (!results.length && (await index.renewed())) return answer(asked, turn, last);
  if (!byRelevance(asked)) results.sort(newestFirst);
  const worth = (item) => resembles(words.units, marked(item.excerpt));
  const tell = (some) => ofWords(q, results.length, { keys, near: some, narrowed, since });
  return present(results, { items: others, worth, left }, turn, tell);
}

function clear() {
  found.clear();
  nearby.clear();
  near.hidden = older.hidden = failure.hidden = true;
  status.textContent = "";
}

function giveUp(turn) {
  if (turn !== current) return;
  clear();
  status.textContent = FAILED;
  failure.hidden = false;
}

async function search(lasting = false, deep = 1) {
  const turn = ++current;
  const asked = questionOf(new FormData(form), deep);
  remember(asked, lasting);
  if (!(asked.q || asked.narrowed)) return clear();
  const waiting = setTimeout(() => turn === current && (status.textContent = WAITING), PATIENCE);
  try {
    await index.surely((last) => answer(asked, turn, last));
  } catch {
    giveUp(turn);
  }
  return clearTimeout(waiting);
}

const searchAgain = () => search(false, deepOf(history.state));

// One stage more, then to the best of what was found.
async function searchDeeper() {
  await search(false, deepOf(history.state) + 1);
  found.list.querySelector("a")?.focus();
}

// The next ones of a list; when they can no longer be fetched, the question is asked anew.
async function showMore(batches) {
  const turn = current;
  try {
    await batches.showMore(() => turn === current);
  } catch {
    if (turn === current) await searchAgain();
  }
}

async function fill() {
  try {
    known ??= index.surely(() => index.filters()).then((filters) => offer(form, filters));
    await known;
  } catch {
    known = undefined;
    giveUp(current);
  }
}

// « /cve/CVE-2026-12345 » leads here: to the notice that bears it, when there is one and no other.
async function forward() {
  const asked = new URLSearchParams(location.search).get(LOOKUP);
  const borne = await Promise.all(named(asked ?? "").map((key) => bearers(key, root))).catch(() => []);
  const [id, ...others] = new Set(borne.flat().map(([, bearer]) => bearer));
  if (!id || others.length) return false;
  location.replace(`${root.pathname}${addressOf(id)}/`);
  return true;
}

async function restore() {
  if (await forward()) return;
  if (recall()) panel.open = true;
  answered = searchAgain();
  await answered;
}

let pause;
field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(search, 250);
});
field.addEventListener("focus", () => index.warm(), { once: true });
panel.addEventListener("toggle", () => panel.open && answered.then(fill));
panel.addEventListener("change", () => search(true));
found.more.addEventListener("click", () => showMore(found));
nearby.more.addEventListener("click", () => showMore(nearby));
page.querySelector("[data-search-retry]").addEventListener("click", searchAgain);
older.querySelector("button").addEventListener("click", searchDeeper);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  search(true);
});
addEventListener("popstate", restore);
restore();
if (!navigator.connection?.saveData) index.warm();
