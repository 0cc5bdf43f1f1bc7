// Composes a subscription: ticked choices make an OPML file and lists of addresses, all in the browser. The choice
// stands in the fragment of the page's address, which no server is told.
import { element } from "./elements.js";
import { outline } from "./outline.js";
import { FEEDS } from "./portal.js";
import { save } from "./saving.js";
import { quoted } from "./words.js";

const page = document.querySelector("[data-subscriptions]");
const part = (name) => page.querySelector(`[data-${name}]`);
const PARAMETER = "suivre";
const KEPT = "cv-abonnements";
const MANY = 60;
const SHOWN = 40;

const field = page.querySelector("#suivre");
const absolute = (address) => new URL(address, page.dataset.root).href;
const wordsOf = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

const NONE = "aucune entrée";
const SINCE = "d’après les douze derniers mois, sans celui en cours";

let sorts = [];
const known = new Map();
let mine = new Set();
let lost = 0;

function asked() {
  const written = new URLSearchParams(location.hash.slice(1)).get(PARAMETER);
  return written ? written.split(",").filter(Boolean) : [];
}

function take(names) {
  mine = new Set(names.filter((name) => known.has(name)));
  lost = new Set(names).size - mine.size;
}

function write() {
  const names = [...mine].join(",");
  history.replaceState(null, "", names ? `#${PARAMETER}=${names}` : location.pathname);
}

function toggle(name, on) {
  if (on) mine.add(name);
  else mine.delete(name);
  lost = 0;
  write();
  tell();
}

function box(choice) {
  const input = element("input", "");
  input.type = "checkbox";
  input.checked = mine.has(choice.name);
  input.dataset.choice = choice.name;
  return element("li", "", element("label", "cv-tick", input, element("span", "", choice.label)));
}

// Every word begins a word of what people call it; one of them, where nothing has them all.
function matches(choice, words, enough) {
  return words.filter((word) => choice.words.some((own) => own.startsWith(word))).length >= enough;
}

function section(sort, at, words, enough) {
  const many = sort.choices.length > MANY;
  const found = sort.choices.filter((choice) => (words.length ? matches(choice, words, enough) : !many));
  if (words.length && !found.length) return [0];
  const title = element("h2", "", sort.title);
  title.id = `sorte-${at + 1}`;
  const held = element("section", "cv-sort", title);
  held.setAttribute("aria-labelledby", title.id);
  if (found.length) held.append(element("ul", "cv-ticks", ...found.slice(0, SHOWN).map(box)));
  const number = sort.choices.length.toLocaleString("fr-FR");
  if (!found.length) held.append(element("p", "cv-muted", `${number} choix\u00a0: tapez quelques lettres.`));
  if (found.length > SHOWN) held.append(element("p", "cv-muted", "D’autres répondent\u00a0: précisez."));
  return [found.length, held];
}

function offer() {
  const words = wordsOf(field.value);
  const offered = (enough) => sorts.map((sort, at) => section(sort, at, words, enough));
  const whole = offered(words.length);
  const partly = words.length > 1 && !whole.some(([number]) => number);
  const made = partly ? offered(1) : whole;
  const count = made.reduce((sum, [number]) => sum + number, 0);
  const parts = made.flatMap(([, held]) => held ?? []);
  const none = `Rien ne répond à ${quoted(field.value.trim())}`;
  if (!parts.length) parts.push(element("p", "cv-empty", `${none}.`));
  else if (partly)
    parts.unshift(element("p", "cv-muted", `${none} tout entier\u00a0: voici ce qui répond à l’un des mots.`));
  part("offer").replaceChildren(...parts);
  const said = `${count.toLocaleString("fr-FR")} choix proposés.`;
  part("found").textContent = words.length ? (partly ? `${none} tout entier. ${said}` : said) : "";
}

function address(text, label) {
  const link = element("a", "cv-address", text);
  link.href = text;
  const words = element("span", "", "Copier");
  words.dataset.copyLabel = "";
  const button = element("button", "cv-copy", words, element("span", "cv-hidden", ` l’adresse de ${quoted(label)}`));
  button.type = "button";
  button.dataset.copy = text;
  return element("li", "", element("span", "cv-addresses__label", label), link, " ", button);
}

// How much is to be expected, from what the last twelve months gave.
function rhythm(yearly) {
  if (!yearly) return NONE;
  if (yearly < 12) return `moins d’une entrée par mois, ${yearly} en un an`;
  const monthly = Math.round(yearly / 12);
  return `environ ${monthly.toLocaleString("fr-FR")} ${monthly > 1 ? "entrées" : "entrée"} par mois`;
}

function remover(choice) {
  const button = element("button", "cv-copy", "Retirer", element("span", "cv-hidden", ` ${quoted(choice.label)}`));
  button.type = "button";
  button.dataset.remove = choice.name;
  const often = element("span", "cv-muted", rhythm(choice.yearly));
  return element("li", "", element("span", "", choice.label), " ", often, " ", button);
}

// A product is in the calendar of its vendor.
function dated(choice) {
  return choice.calendar ? choice : known.get(choice.name.slice(0, choice.name.lastIndexOf("/")));
}

function tellCalendars(chosen) {
  const found = new Map();
  const without = [];
  for (const choice of chosen) {
    const from = dated(choice);
    if (!from?.calendar) without.push(choice.label);
    else if (from !== choice)
      found.set(from.calendar, found.get(from.calendar) ?? `${from.label}, pour ${choice.label}`);
    else found.set(from.calendar, from.label);
  }
  part("calendars").replaceChildren(...[...found].map(([calendar, label]) => address(absolute(calendar), label)));
  part("calendars-part").hidden = !found.size;
  part("without").textContent = without.length
    ? `Sans échéance à ce jour, donc sans calendrier\u00a0: ${without.join(", ")}.`
    : "";
}

function tell() {
  const chosen = [...mine].map((name) => known.get(name));
  const ending = part("form").value;
  const said = chosen.length
    ? `${chosen.length} choix ${chosen.length > 1 ? "retenus" : "retenu"}.`
    : "Rien encore. Cochez ce que vous suivez.";
  const gone = lost ? ` ${lost} choix de cette adresse n’${lost > 1 ? "existent" : "existe"} plus.` : "";
  part("mine-status").textContent = said + gone;
  part("mine").replaceChildren(...chosen.map(remover));
  const whole = chosen.reduce((sum, { yearly = 0 }) => sum + yearly, 0);
  part("expected").textContent = chosen.length ? `En tout\u00a0: ${rhythm(whole)}, ${SINCE}.` : "";
  part("result").hidden = !chosen.length;
  part("jump").textContent = chosen.length ? `Voir mon choix (${chosen.length})` : "Voir mon choix";
  part("feeds").replaceChildren(
    ...chosen.map(({ name, label }) => address(absolute(`${FEEDS}${name}.${ending}`), label)),
  );
  tellCalendars(chosen);
  part("link").dataset.copy = location.href;
  for (const input of part("offer").querySelectorAll("[data-choice]")) input.checked = mine.has(input.dataset.choice);
}

function download() {
  const feeds = [...mine].map((name) => {
    const { label, page: shown } = known.get(name);
    return { label, feed: absolute(`${FEEDS}${name}.atom.xml`), page: absolute(shown) };
  });
  save("abonnements.opml", "text/x-opml", outline(`${page.dataset.portal} – mes abonnements`, feeds));
}

// Only where anyone may read the portal, and only if asked: what someone follows tells what they have.
function keeping() {
  const keep = part("keep-choice");
  const forget = part("forget-choice");
  forget.hidden = localStorage.getItem(KEPT) === null;
  keep.addEventListener("click", () => {
    localStorage.setItem(KEPT, [...mine].join(","));
    forget.hidden = false;
    part("mine-status").textContent = "Choix retenu sur ce poste.";
  });
  forget.addEventListener("click", () => {
    localStorage.removeItem(KEPT);
    forget.hidden = true;
    keep.focus();
    part("mine-status").textContent = "Choix oublié\u00a0: il reste à l’écran, et n’est plus retenu.";
  });
}

async function start() {
  const response = await fetch(page.dataset.choices);
  if (!response.ok) throw new Error(`${response.status}`);
  ({ sorts } = await response.json());
  for (const choice of sorts.flatMap((sort) => sort.choices)) {
    choice.page ??= `${choice.name}/`;
    choice.words = [choice.label, ...(choice.also ?? [])].flatMap(wordsOf);
    known.set(choice.name, choice);
  }
  const kept = "keep" in page.dataset ? localStorage.getItem(KEPT) : null;
  const names = asked();
  take(names.length ? names : (kept ?? "").split(",").filter(Boolean));
  if (!names.length && mine.size) write();
  offer();
  tell();
  if ("keep" in page.dataset) keeping();
  field.addEventListener("input", offer);
  part("find").addEventListener("submit", (event) => event.preventDefault());
  part("form").addEventListener("change", tell);
  part("download").addEventListener("click", download);
  part("offer").addEventListener("change", ({ target }) => toggle(target.dataset.choice, target.checked));
  part("mine").addEventListener("click", ({ target }) => {
    const name = target.closest("[data-remove]")?.dataset.remove;
    if (!name) return;
    toggle(name, false);
    (part("mine").querySelector("button") ?? field).focus();
  });
  addEventListener("hashchange", () => {
    // A link within the page, such as the one that skips the header, asks for nothing else.
    if (!asked().length) return write();
    take(asked());
    tell();
  });
  part("jump").addEventListener("click", () => page.querySelector("#mon-choix").focus());
}

start().catch(() => {
  // The lists that the page came with remain.
  part("find").hidden = true;
  part("mine-status").textContent =
    "Les choix n’ont pas pu être chargés. Rechargez la page, ou prenez les adresses ci-contre.";
});
