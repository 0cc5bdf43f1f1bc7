// The page for an address that leads nowhere: the identifier that the address names is looked up, however it was
// spoilt on its way, and « /cve/CVE-2026-12345 » leads to the notice that bears it where no server does it.
import { addressOf, bearers, inAddress, isCertain, isOwn, notice } from "./identifiers.js";
import { CVE, SEARCH } from "./portal.js";
import { row } from "./results.js";
import { quoted, write } from "./words.js";

const MOST = 10;
const ABSENT = 404;
const root = new URL("../", import.meta.url);
const page = document.querySelector("[data-not-found]");
const status = page.querySelector("[role=status]");
const list = page.querySelector("ol");
const after = page.querySelector("[data-not-found-search]");
const searched = after !== null;
const path = location.pathname.startsWith(root.pathname)
  ? location.pathname.slice(root.pathname.length)
  : location.pathname;
const isLookup = path.toLowerCase().startsWith(CVE);
const shown = (id) => notice(id, root);

// Without a search there is no table of identifiers: a notice of the portal then answers for its own, and nothing is
// known of the others.
async function ownOnly(key) {
  try {
    return [[key, (await shown(key)).meta.id]];
  } catch (error) {
    if (error.status === ABSENT) return [];
    throw error;
  }
}

function named() {
  const keys = inAddress(path + location.search + location.hash).filter((key) => searched || isOwn(key));
  const certain = keys.filter(isCertain);
  return (certain.length ? certain : keys).slice(0, 3);
}

function offerSearch(key) {
  if (!searched) return;
  const link = after.querySelector("a");
  link.href = `${root.pathname}${SEARCH}?q=${encodeURIComponent(key)}`;
  link.textContent = `Chercher ${quoted(key)} dans tout le portail`;
  after.hidden = false;
}

function head(key) {
  if (!isLookup) return;
  document.title = document.title.replace(/^.*? · /u, `${key} · `);
  document.querySelector("h1").textContent = key;
  page.parentElement.querySelector("[data-not-found-lead]").remove();
}

async function offer(ids, keys) {
  if (isLookup && ids.length === 1) return location.replace(`${root.pathname}${addressOf(ids[0])}/`);
  const found = await Promise.all(ids.slice(0, MOST).map(shown));
  list.replaceChildren(...found.map((data) => row(data, { root, level: 2 })));
  const those = ids.length > 1 ? "les notices qui portent" : "la notice qui porte";
  write(status, `Voici ${those} ${keys.map(quoted).join(", ")}\u00a0:`);
  if (ids.length > MOST) offerSearch(keys[0]);
}

async function look() {
  const keys = named();
  if (!keys.length) return;
  if (isCertain(keys[0])) head(keys[0]);
  try {
    const borne = await Promise.all(keys.map((key) => (searched ? bearers(key, root) : ownOnly(key))));
    const bearing = keys.filter((_key, number) => borne[number].length);
    const ids = [...new Set(borne.flat().map(([, id]) => id))];
    if (ids.length) await offer(ids, bearing);
    else if (isCertain(keys[0])) {
      write(status, `Aucune notice ne porte ${quoted(keys[0])}.`);
      offerSearch(keys[0]);
    }
  } catch {
    write(
      status,
      `L’identifiant ${quoted(keys[0])} n’a pas pu être recherché\u00a0: vérifiez la connexion, puis rechargez la page.`,
    );
    offerSearch(keys[0]);
  }
}

look();
