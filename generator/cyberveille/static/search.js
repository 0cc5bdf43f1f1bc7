// The search page: an interface over Pagefind, whose index is cut into pieces that are fetched as needed.
// The question, the filters and the order live in the address: a search can be shared, and going back works.
import { element } from "./elements.js";
import { addressOf, bearers, identifier, notice } from "./identifiers.js";
import { INDEX } from "./portal.js";

const root = new URL("../", import.meta.url);
const page = document.querySelector("[data-search]");
const form = page.querySelector("form");
const field = form.querySelector("input[type=search]");
const list = page.querySelector("[data-search-results]");
const status = page.querySelector("[data-search-status]");
const more = page.querySelector("[data-search-more]");
const panel = page.querySelector("[data-search-filters]");
// The shards of the index, each with what its table of contents is called.
const [recent, ...archives] = page.dataset.search
  .trim()
  .split(" ")
  .map((shard) => shard.split("="));

const BATCH = 10;
const EXCERPT = 28;
const FILTERS = ["kind", "severity", "technology", "vendor", "year", "exploited"];
const SEVERITIES = ["critique", "élevée", "moyenne", "faible", "information"];
// Words that stand in every notice: they find nothing, and cost more than all the others to look for.
const EMPTY = new Set(
  "à au aux avec ce ces dans de des du en est et il la le les leur ne on ou par pas pour que qui sa se ses son sur un une".split(
    " ",
  ),
);
const DAY = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeZone: "Europe/Paris" });
const FAILED =
  "La recherche n’a pas pu être chargée. Les listes par technologie, par gravité et par année restent disponibles.";

let engine;
let known;
let current = 0;
let found = [];
let shown = 0;

// The index holds straight apostrophes, which part words; readers see those of print.
const printed = (text) => text.replace(/(?<=\p{L})'(?=\p{L}|$)/gu, "’");

// Pagefind's excerpts are HTML made of text and <mark>: only these are taken over.
function excerpt(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return [...parsed.body.childNodes].map((node) =>
    node.nodeName === "MARK"
      ? element("mark", "", printed(node.textContent))
      : document.createTextNode(printed(node.textContent)),
  );
}

function shape(severity) {
  const template = document.getElementById(`severity-${severity}`);
  return template ? template.content.cloneNode(true) : null;
}

function shortened(text) {
  const words = text.split(/\s+/);
  return words.length > EXCERPT ? `${words.slice(0, EXCERPT).join(" ")}…` : text;
}

function row({ meta, excerpt: html, text }) {
  const link = element("a", "cv-result__link", printed(meta.title ?? meta.id));
  link.href = `${root.pathname}${addressOf(meta.id)}/`;
  const facts = element("p", "cv-result__facts");
  const mark = meta.severity && shape(meta.severity);
  if (mark) facts.append(mark);
  for (const key of ["kind", "id", "date"]) {
    if (meta[key]) facts.append(element(key === "id" ? "code" : "span", `cv-result__${key}`, meta[key]));
  }
  const words = html === null ? [shortened(text)] : excerpt(html);
  return element(
    "li",
    "cv-result",
    element("h2", "cv-result__title", link),
    facts,
    element("p", "cv-result__excerpt", ...words),
  );
}

// The recent generation carries the program; the archive's shards are merged into it.
async function load() {
  const pagefind = await import(new URL(`${INDEX}recent/pagefind.js`, root));
  const options = (tag) => ({ baseUrl: root.pathname, excerptLength: EXCERPT, metaCacheTag: tag });
  await pagefind.options(options(recent[1]));
  await pagefind.init();
  await Promise.all(
    archives.map(([name, tag]) => pagefind.mergeIndex(`${root.pathname}${INDEX}${name}/`, options(tag))),
  );
  return pagefind;
}

function pagefind() {
  engine ??= load().catch((error) => {
    engine = undefined;
    throw error;
  });
  return engine;
}

// Whoever opens this page is about to search: the program and the index's tables of contents come meanwhile.
function warm() {
  pagefind().catch(() => {});
}

function question() {
  const values = new FormData(form);
  const filters = {};
  for (const name of FILTERS) {
    const value = (values.get(name) ?? "").trim();
    if (value) filters[name] = value;
  }
  return { q: (values.get("q") ?? "").trim(), filters, order: values.get("order") ?? "" };
}

function remember({ q, filters, order }, lasting) {
  const address = new URL(location.href);
  address.search = new URLSearchParams({ ...(q && { q }), ...filters, ...(order && { order }) }).toString();
  if (address.href !== location.href) history[lasting ? "pushState" : "replaceState"](null, "", address);
  document.title = document.title.replace(/^.*? · /, q ? `« ${q} » : recherche · ` : "Recherche · ");
}

function recall() {
  const asked = new URLSearchParams(location.search);
  field.value = asked.get("q") ?? "";
  for (const name of [...FILTERS, "order"]) {
    const control = form.elements[name];
    if (control?.type === "checkbox") control.checked = asked.has(name);
    else if (control) control.value = asked.get(name) ?? "";
  }
  return FILTERS.some((name) => asked.has(name)) || asked.has("order");
}

function say(count, q, near = false) {
  const about = q ? ` pour « ${q} »` : "";
  if (near) {
    status.textContent = `Aucune notice ne contient « ${q} » tel quel. Les plus proches (${count.toLocaleString("fr-FR")}) :`;
    return;
  }
  status.textContent = count
    ? `${count.toLocaleString("fr-FR")} résultat${count > 1 ? "s" : ""}${about}`
    : `Aucun résultat${about}. Essayez un mot plus court, le nom de l’éditeur, ou retirez un filtre.`;
}

async function showMore() {
  const turn = current;
  const batch = await Promise.all(found.slice(shown, shown + BATCH).map((result) => result.data()));
  if (turn !== current) return;
  const first = shown;
  if (!first && isNear(question().q, batch)) say(found.length, question().q, true);
  list.append(...batch.filter(Boolean).map(row));
  shown += batch.length;
  more.hidden = shown >= found.length;
  if (first) list.children[first]?.querySelector("a").focus();
}

// A fragment is named after its day and its notice: « 20261123-CV-2026-BUL-0042 ».
const noticeOf = (result) => result.id.slice(9);
const newestFirst = (a, b) => (a.id < b.id ? 1 : -1);

// The words worth looking for; a phrase between quotation marks is left as it is.
function telling(q) {
  if (q.startsWith('"')) return q.replaceAll("’", "'");
  const words = q.split(/\s+|(?<=\b[dlnsjmtc]|qu)['’]/i);
  return words.filter((word) => !EMPTY.has(word.toLowerCase())).join(" ") || q;
}

// A word of the question in each of its spellings: « coeur » is looked for as « cœur » too.
function spellings(words) {
  return [...new Set([words, words.replace(/oe/gi, "œ"), words.replace(/œ/gi, "oe")])];
}

const folded = (word) =>
  word
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase()
    .replaceAll("œ", "oe");

// Pagefind goes on with the beginning of a word that stands nowhere: what it then finds is only near.
function isNear(q, batch) {
  const matched = batch.flatMap(({ content = "", locations = [] }) => {
    const words = content.split(/\s+/);
    return locations.flatMap((position) => (words[position] ?? "").split(/['’-]/)).map(folded);
  });
  const asked = telling(q)
    .split(/[^\p{L}\p{N}]+/u)
    .map(folded)
    .filter((word) => word.length > 3);
  const begins = (word, other) => other.startsWith(word.slice(0, Math.max(4, Math.ceil(word.length * 0.6))));
  return matched.length > 0 && asked.some((word) => !matched.some((other) => begins(word, other)));
}

async function present(results, turn, q) {
  if (turn !== current) return;
  found = results;
  shown = 0;
  list.replaceChildren();
  say(found.length, q);
  await showMore();
}

// The notices that bear an identifier come first, and at once; those that only quote it follow.
async function lookUp(wanted, ids, turn, q) {
  const shownDate = (date) => DAY.format(new Date(date));
  await present(
    ids.map((id) => ({ data: () => notice(id, root, shownDate) })),
    turn,
    q,
  );
  const program = await pagefind();
  const { results } = await program.search(`"${wanted}"`);
  const quoting = results.filter((result) => !ids.includes(noticeOf(result)));
  if (turn !== current || !quoting.length) return;
  found = [...found, ...quoting];
  say(found.length, q);
  more.hidden = false;
  if (shown < BATCH) await showMore();
}

async function answer({ q, filters, order }, turn) {
  const wanted = Object.keys(filters).length ? null : identifier(q);
  const ids = wanted ? await bearers(wanted, root) : [];
  if (ids.length) return lookUp(wanted, ids, turn, q);
  const program = await pagefind();
  const asked = spellings(telling(q)).map((words) => program.search(words || null, { filters }));
  const each = new Map(
    (await Promise.all(asked)).flatMap(({ results }) => results).map((result) => [result.id, result]),
  );
  const results = [...each.values()];
  if (order === "date" || !q) results.sort(newestFirst);
  return present(results, turn, q);
}

async function search(lasting = false) {
  const turn = ++current;
  const asked = question();
  remember(asked, lasting);
  if (!asked.q && !Object.keys(asked.filters).length) {
    list.replaceChildren();
    more.hidden = true;
    status.textContent = "";
    return;
  }
  try {
    await answer(asked, turn);
  } catch {
    if (turn === current) status.textContent = FAILED;
  }
}

// What can be chosen, with its counts, is fetched when the panel opens: a plain search does without.
function options(name, counts) {
  const values = Object.entries(counts);
  if (name === "severity") values.sort(([a], [b]) => SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b));
  else values.sort(([a], [b]) => (name === "year" ? b.localeCompare(a) : a.localeCompare(b, "fr")));
  return values.map(([value, count]) => new Option(`${value} (${count.toLocaleString("fr-FR")})`, value));
}

function fill() {
  known ??= pagefind()
    .then((program) => program.filters())
    .then((filters) => {
      for (const name of FILTERS) {
        const control = form.elements[name];
        if (control instanceof HTMLSelectElement) control.append(...options(name, filters[name] ?? {}));
        else if (control.list) control.list.append(...options(name, filters[name] ?? {}));
        control.closest(".cv-search-filter").hidden = !Object.keys(filters[name] ?? {}).length;
      }
    })
    .catch(() => {
      known = undefined;
      status.textContent = FAILED;
    });
  return known;
}

async function restore() {
  if (recall()) {
    panel.open = true;
    await fill();
    recall();
  }
  await search();
}

let pause;
field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(search, 250);
});
field.addEventListener("focus", warm, { once: true });
panel.addEventListener("toggle", () => panel.open && fill());
panel.addEventListener("change", () => search(true));
more.addEventListener("click", showMore);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  search(true);
});
addEventListener("popstate", restore);
restore();
if (!navigator.connection?.saveData) warm();
