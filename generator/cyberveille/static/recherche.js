// The search page: a small interface over Pagefind, whose index is cut into pieces fetched as needed.
// The question and the filters live in the address, so that a search can be shared and the back button works.
const root = new URL("../", import.meta.url);
const page = document.querySelector("[data-search]");
const form = page.querySelector("form");
const field = form.querySelector("input[type=search]");
const list = page.querySelector("[data-search-results]");
const status = page.querySelector("[data-search-status]");
const more = page.querySelector("[data-search-more]");
const choices = page.querySelector("[data-search-filters]");

const BATCH = 20;
const FILTERS = [
  ["kind", "Nature"],
  ["severity", "Gravité"],
  ["technology", "Technologie"],
  ["year", "Année"],
];
const SEVERITY_ORDER = ["critique", "élevée", "moyenne", "faible", "information"];
const EXACT = /^(CVE-\d{4}-\d{4,}|[A-Z][A-Z0-9]*-\d{4}-[A-Z]{3}-\d{3,}|CERTFR?[A-Z]*-\d{4}-[A-Z]{3}-\d+)$/i;

let pagefind;
let current = 0;
let found = [];
let shown = 0;

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

// Pagefind's excerpts are HTML made of text and <mark>: only these are taken over.
function excerpt(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return [...parsed.body.childNodes].map((node) =>
    node.nodeName === "MARK" ? element("mark", "", node.textContent) : document.createTextNode(node.textContent),
  );
}

function shape(severity) {
  const template = document.getElementById(`severity-${severity}`);
  return template ? template.content.cloneNode(true) : null;
}

function row(result) {
  const { meta, url } = result;
  const link = element("a", "cv-result__link", meta.title ?? url);
  link.href = url;
  const facts = element("p", "cv-result__facts");
  const mark = meta.severity && shape(meta.severity);
  if (mark) facts.append(mark);
  for (const key of ["kind", "id", "date"]) {
    if (meta[key]) facts.append(element(key === "id" ? "code" : "span", `cv-result__${key}`, meta[key]));
  }
  const text = element("p", "cv-result__excerpt", ...excerpt(result.excerpt));
  return element("li", "cv-result", element("h2", "cv-result__title", link), facts, text);
}

function question() {
  const values = new FormData(form);
  const filters = {};
  for (const [name] of FILTERS) if (values.get(name)) filters[name] = values.get(name);
  return { q: (values.get("q") ?? "").trim(), filters };
}

function remember({ q, filters }) {
  const address = new URL(location.href);
  address.search = new URLSearchParams({ ...(q && { q }), ...filters }).toString();
  if (address.href !== location.href) history.replaceState(null, "", address);
  document.title = document.title.replace(/^.*? · /, q ? `« ${q} » : recherche · ` : "Rechercher · ");
}

function say(count, q) {
  const about = q ? ` pour « ${q} »` : "";
  if (!count) {
    status.textContent = `Aucun résultat${about}. Essayez un mot plus court, le nom de l’éditeur, ou retirez un filtre.`;
  } else {
    status.textContent = `${count.toLocaleString("fr-FR")} résultat${count > 1 ? "s" : ""}${about}`;
  }
}

async function showMore() {
  const turn = current;
  const batch = await Promise.all(found.slice(shown, shown + BATCH).map((result) => result.data()));
  if (turn !== current) return;
  const first = shown;
  list.append(...batch.map(row));
  shown += batch.length;
  more.hidden = shown >= found.length;
  if (first) list.children[first]?.querySelector("a").focus();
}

// An identifier is looked up as a phrase first, so that the notices that quote it exactly come before the rest.
async function results(q, filters) {
  const plain = await pagefind.search(q || null, { filters });
  if (!EXACT.test(q)) return plain.results;
  const exact = await pagefind.search(`"${q}"`, { filters });
  const first = new Set(exact.results.map((result) => result.id));
  return [...exact.results, ...plain.results.filter((result) => !first.has(result.id))];
}

async function search() {
  const turn = ++current;
  const asked = question();
  remember(asked);
  if (!asked.q && !Object.keys(asked.filters).length) {
    list.replaceChildren();
    more.hidden = true;
    status.textContent = "";
    return;
  }
  const answer = await results(asked.q, asked.filters);
  if (turn !== current) return;
  found = answer;
  shown = 0;
  list.replaceChildren();
  say(found.length, asked.q);
  await showMore();
}

function select(name, title, counts, chosen) {
  const options = Object.entries(counts);
  if (name === "severity") options.sort(([a], [b]) => SEVERITY_ORDER.indexOf(a) - SEVERITY_ORDER.indexOf(b));
  else options.sort(([a], [b]) => (name === "year" ? b.localeCompare(a) : a.localeCompare(b, "fr")));
  const control = element("select", "cv-field");
  control.name = name;
  control.id = `filtre-${name}`;
  control.append(new Option("toutes", ""));
  for (const [value, count] of options) {
    control.append(new Option(`${value} (${count.toLocaleString("fr-FR")})`, value, false, value === chosen));
  }
  const label = element("label", "cv-label", title);
  label.htmlFor = control.id;
  return element("div", "cv-search-filter", label, control);
}

async function start() {
  const asked = new URLSearchParams(location.search);
  field.value = asked.get("q") ?? "";
  status.textContent = "Chargement de l’index…";
  pagefind = await import(new URL("pagefind/pagefind.js", root));
  await pagefind.options({ baseUrl: root.pathname, excerptLength: 28 });
  await pagefind.init();
  const filters = await pagefind.filters();
  for (const [name, title] of FILTERS) {
    if (filters[name] && Object.keys(filters[name]).length > 1) {
      choices.append(select(name, title, filters[name], asked.get(name)));
    }
  }
  status.textContent = "";
  await search();
}

let pause;
field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(search, 250);
});
choices.addEventListener("change", search);
more.addEventListener("click", showMore);

start()
  .then(() => {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(pause);
      search();
    });
  })
  .catch(() => {
    status.textContent =
      "La recherche n’a pas pu être chargée. Les listes par technologie, par gravité et par année restent disponibles.";
  });
