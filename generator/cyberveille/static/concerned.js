// « Suis-je concerné ? »: what is typed or dropped goes to a worker, and its answers are shown. Nothing is sent.

import { element } from "./elements.js";
import { day, item, many } from "./listed.js";
import { save } from "./saving.js";

const page = document.querySelector("[data-concerned]");
const part = (name) => page.querySelector(`[data-${name}]`);
const root = page.dataset.root;
const years = page.dataset.years.trim().split(" ").filter(Boolean);
const recent = Number(page.dataset.recent);
const KEPT = "cv-concerne";
const SHOWN = 30;
const LONGEST_IN_THE_FIELD = 50000;

const lines = page.querySelector("#lignes");
const worker = new Worker(page.dataset.worker, { type: "module" });
const waiting = new Map();
let asked = 0;
let shown = 0;
let file = null;
let busy = false;
let next = null;
let changed = true;
let ready = null;

worker.addEventListener("message", ({ data }) => {
  if (data.progress) {
    part("progress").value = data.progress / data.total;
    part("state").textContent =
      `${many(data.progress, "ligne comparée", "lignes comparées")} sur ${data.total.toLocaleString("fr-FR")}.`;
    return;
  }
  const { resolve, reject } = waiting.get(data.id);
  waiting.delete(data.id);
  if (data.failed) reject(Object.assign(new Error(data.failed), { refused: data.refused }));
  else resolve(data.result);
});
worker.addEventListener("error", (event) => failed(event));

function ask(deed, value) {
  return new Promise((resolve, reject) => {
    const id = ++asked;
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, deed, value });
  });
}

function failed(error) {
  const words =
    "Les règles n’ont pas pu être chargées. Vérifiez la connexion, puis rechargez la page\u00a0; ce que vous avez écrit reste ici tant qu’elle est ouverte.";
  part("refused").textContent = error.refused ?? words;
  part("state").textContent = "";
}

// In the public edition the page and its rules stay readable without network. What that asks for is asked before the
// page is ready, and is the same for everyone.
async function keptOffline() {
  if (!(page.dataset.offline && "serviceWorker" in navigator)) return false;
  try {
    const { installing } = await navigator.serviceWorker.register(page.dataset.offline);
    await new Promise((resolve) => {
      if (!installing) resolve();
      installing?.addEventListener("statechange", () => installing.state !== "installing" && resolve());
    });
    return installing?.state !== "redundant";
  } catch {
    return false;
  }
}

async function load(addresses) {
  part("state").textContent = "Chargement des règles…";
  part("compare").disabled = true;
  part("everything").disabled = true;
  try {
    const [{ count, newest }, offline] = await Promise.all([
      ask("load", { address: page.dataset.index, addresses }),
      keptOffline(),
    ]);
    const held = many(count, "notice", "notices") + (newest ? `, mises à jour jusqu’au ${day(newest)}` : "");
    const all = addresses.length === years.length;
    part("state").textContent = `Prêt\u00a0: ${held}.${offline ? " Cette page répond aussi sans réseau." : ""}`;
    part("everything").hidden = all;
    part("extent").textContent = all
      ? `Toutes les années sont chargées\u00a0: ${held}.`
      : `Les ${recent} dernières années sont chargées\u00a0: ${held}. Les autres se chargent d’un coup, pour ne rien dire de votre inventaire.`;
    part("compare").disabled = false;
  } catch (error) {
    failed(error);
  }
  part("everything").disabled = false;
}

async function read() {
  if (file) return ask("read", { file });
  if (!lines.value.trim()) {
    throw Object.assign(new Error("empty"), {
      refused: "Collez un inventaire, écrivez une ligne, ou choisissez un fichier.",
    });
  }
  return ask("read", { text: lines.value });
}

function offerColumns({ header, columns, sample }) {
  part("columns").hidden = !sample;
  if (!sample) return;
  const names = sample[0].map((_, place) => header?.[place] || `colonne ${place + 1}\u00a0: ${sample[0][place]}`);
  for (const select of page.querySelectorAll("[data-role]")) {
    const options = ["aucune", ...names].map((name, place) => {
      const option = element("option", "", name);
      option.value = String(place - 1);
      return option;
    });
    select.replaceChildren(...options);
    select.value = String(columns[select.dataset.role] ?? -1);
  }
}

function chosenColumns() {
  const chosen = [...page.querySelectorAll("[data-role]")].map(({ dataset, value }) => [dataset.role, Number(value)]);
  return Object.fromEntries(chosen.filter(([, place]) => place >= 0));
}

async function compare({ again = false } = {}) {
  if (busy) {
    // What was changed meanwhile is compared next.
    next = { again };
    return;
  }
  busy = true;
  part("refused").textContent = "";
  part("compare").disabled = true;
  part("everything").disabled = true;
  part("cancel").hidden = false;
  part("progress").hidden = false;
  part("progress").value = 0;
  try {
    await ready;
    if (again) await ask("columns", { columns: chosenColumns() });
    else if (changed) {
      offerColumns(await read());
      changed = false;
    }
    const told = await ask("compare");
    if (told) await tell(told);
    else part("state").textContent = "Comparaison annulée. Votre inventaire est resté tel quel.";
  } catch (error) {
    failed(error);
  }
  busy = false;
  part("progress").hidden = true;
  part("cancel").hidden = true;
  part("compare").disabled = false;
  part("everything").disabled = false;
  if (next) {
    const wanted = next;
    next = null;
    await compare(wanted);
  }
}

async function tell({ lines: count, concerned, check, none }) {
  part("results").hidden = false;
  const counts = [
    ["concerned", many(concerned, "ligne concernée", "lignes concernées")],
    ["check", `${check.toLocaleString("fr-FR")} à vérifier`],
    ["none", `${none.toLocaleString("fr-FR")} sans correspondance`],
  ].map(([name, words]) => element("span", `cv-concerned__count cv-concerned__count--${name}`, words));
  part("summary").replaceChildren(...counts.flatMap((count) => [count, " "]));
  part("state").textContent = `${many(count, "ligne comparée", "lignes comparées")}.`;
  await show();
  page.querySelector("#reponse").focus();
}

const filters = () => ({
  answer: part("answer").value,
  severity: part("severity").value,
  exploited: part("exploited").checked,
  words: part("words").value,
});

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "null");
  } catch {
    return null;
  }
}

async function show({ more = false } = {}) {
  const by = part("by").value;
  const from = more ? shown : 0;
  const seen = part("fresh")?.checked ? (remembered() ?? []) : null;
  const { total, groups } = await ask("show", { by, from, count: SHOWN, filters: filters(), seen });
  shown = from + groups.length;
  const items = groups.map((group) => item(group, by, root));
  if (more) part("groups").append(...items);
  else
    part("groups").replaceChildren(...(items.length ? items : [element("li", "", "Aucune réponse avec ces choix.")]));
  part("more").hidden = shown >= total;
}

const named = ({ name }) => `Inventaire comparé\u00a0: le fichier ${name}.`;

function take(chosen, said) {
  file = chosen;
  part("taken").textContent = said;
  changed = true;
  compare();
}

part("compare").addEventListener("click", () => compare());
part("cancel").addEventListener("click", () => ask("stop"));
part("everything").addEventListener("click", () => {
  ready = load(years);
});
part("file").addEventListener("change", ({ target: { files } }) => files.length && take(files[0], named(files[0])));
// A long text would hold up the page while it is laid out in the field: it is compared as a file is.
lines.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain");
  if (text.length <= LONGEST_IN_THE_FIELD) return;
  event.preventDefault();
  take(new File([text], ""), "Inventaire comparé\u00a0: le texte collé, qui est trop long pour le champ.");
});
lines.addEventListener("input", () => {
  file = null;
  part("taken").textContent = "";
  changed = true;
});
part("columns").addEventListener("change", () => compare({ again: true }));
for (const name of ["by", "answer", "severity", "exploited", "fresh"])
  part(name)?.addEventListener("change", () => show());
part("words").addEventListener("input", () => show());
part("more").addEventListener("click", () => show({ more: true }));
part("csv").addEventListener("click", async () =>
  save("suis-je-concerne.csv", "text/csv;charset=utf-8", await ask("csv", { root, filters: filters() })),
);
part("json").addEventListener("click", async () =>
  save("suis-je-concerne.json", "application/json", await ask("json", { filters: filters() })),
);
part("print").addEventListener("click", () => window.print());
part("remember")?.addEventListener("click", async () => {
  localStorage.setItem(KEPT, JSON.stringify(await ask("marks")));
  part("state").textContent =
    "Réponse retenue dans ce navigateur\u00a0: la prochaine fois, seul le nouveau se montre si vous le cochez.";
});

const drop = part("drop");
for (const name of ["dragover", "dragleave", "drop"]) {
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle("cv-concerned__drop--over", name === "dragover");
    const [dropped] = name === "drop" ? event.dataTransfer.files : [];
    if (dropped) take(dropped, named(dropped));
  });
}

ready = load(years.slice(0, recent));
