// What a search found, as rows of a list that is shown batch by batch.
import { element } from "./elements.js";
import { addressOf } from "./identifiers.js";
import { EXCERPT, LEADING, printed } from "./words.js";

// Pagefind's excerpts are HTML made of text and <mark>: only these are taken over.
function excerpt(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return [...parsed.body.childNodes].map((node) =>
    node.nodeName === "MARK"
      ? element("mark", "", printed(node.textContent))
      : document.createTextNode(printed(node.textContent)),
  );
}

// The words of an excerpt for which it was chosen.
export const marked = (html) => [...html.matchAll(/<mark>(.*?)<\/mark>/gu)].map(([, word]) => word);

function shape(severity) {
  const template = document.getElementById(`severity-${severity}`);
  return template ? template.content.cloneNode(true) : null;
}

function shortened(text) {
  const words = text.split(/\s+/u);
  return words.length > EXCERPT ? `${words.slice(0, EXCERPT).join(" ")}…` : text;
}

// One row; its title stands at `level` among the headings of the page.
export function row({ meta, excerpt: html, text }, { root, level }) {
  const link = element("a", "cv-result__link", printed(meta.title || meta.id));
  link.href = `${root.pathname}${addressOf(meta.id)}/`;
  const facts = element("p", "cv-result__facts");
  if (meta.withdrawn) facts.append(element("span", "cv-tag", meta.withdrawn));
  const mark = meta.severity && shape(meta.severity);
  if (mark) facts.append(mark);
  for (const key of ["kind", "id", "date"]) {
    if (meta[key]) facts.append(element(key === "id" ? "code" : "span", `cv-result__${key}`, meta[key]));
  }
  const words = html === undefined ? [shortened(text)] : excerpt(html);
  const children = [element(`h${level}`, "cv-result__title", link), facts];
  if (html !== undefined || text) children.push(element("p", "cv-result__excerpt", ...words));
  return element("li", "cv-result", ...children);
}

// A list of which the next batch is fetched when it is asked for; each item says how in its `data`. Both ways of
// showing reject when one cannot be fetched, and do nothing when `current` says meanwhile that it is no longer wanted.
export class Batches {
  #items = [];
  #shown = 0;
  #worth = () => true;

  constructor(list, more, { size, ...place }) {
    Object.assign(this, { list, more, size, place });
  }

  clear() {
    this.#items = [];
    this.#shown = 0;
    this.list.replaceChildren();
    this.more.hidden = true;
  }

  // Shows the first ones instead of those that were there, as far as they are worth it; none at once with `waiting`.
  async show(items, current, { waiting = false, worth = () => true } = {}) {
    const first = waiting ? [] : items.slice(0, this.size);
    const parts = [first.slice(0, LEADING), first.slice(LEADING)].map((part) => this.#rows(part, worth));
    const coming = Promise.all(parts);
    coming.catch(() => undefined);
    const leading = await parts[0];
    if (!current()) return;
    this.list.replaceChildren(...leading);
    this.more.hidden = true;
    const [, others] = await coming;
    if (!current()) return;
    this.list.append(...others);
    this.#worth = worth;
    this.#items = first.length && !this.list.firstChild ? [] : items;
    this.#shown = first.length;
    this.more.hidden = this.#shown >= this.#items.length;
  }

  // Whether there is anything to show.
  get empty() {
    return !this.#items.length;
  }

  // Adds some, and shows of them what the first batch still has room for.
  async extend(items, current) {
    const room = items.slice(0, Math.max(0, this.size - this.#shown));
    const rows = await this.#rows(room, this.#worth);
    if (!current()) return;
    this.#items = [...this.#items, ...items];
    this.list.append(...rows);
    this.#shown += room.length;
    this.more.hidden = this.#shown >= this.#items.length;
  }

  // Shows the next ones, and leads to the first of them.
  async showMore(current) {
    const next = this.#items.slice(this.#shown, this.#shown + this.size);
    const rows = await this.#rows(next, this.#worth);
    if (!current()) return;
    this.list.append(...rows);
    this.#shown += next.length;
    this.more.hidden = this.#shown >= this.#items.length;
    rows[0]?.querySelector("a").focus();
  }

  async #rows(items, worth) {
    const found = await Promise.all(items.map((item) => item.data()));
    return found.filter(worth).map((data) => row(data, this.place));
  }
}
