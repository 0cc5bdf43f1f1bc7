// The guide through a declaration: one question a step, then what to do. Nothing leaves this browser: the
// questions stand in the page, the answers in this tab's own store, until the reader saves them.

import { asked, decide, NOTHING } from "./decision.js";
import { declarationOf, facts, identifier, textOf } from "./declaration.js";
import { element } from "./elements.js";
import { inParis, isOpen, nextDay } from "./hours.js";

const data = JSON.parse(document.getElementById("signalement-donnees").textContent);
const { scheme, terms, lists, hours } = data;
const place = document.querySelector("[data-report]");
const STORE = "signalement";
const RESULT = "resultat";
const UNKNOWN = "inconnu";
const GROUPS = [
  ["malveillante", "Cela ressemble à une attaque"],
  ["non-malveillante", "Cela ressemble à une panne ou à une erreur"],
  ["indeterminee", "Je ne sais pas encore"],
];
const WEEKDAY = new Intl.DateTimeFormat("fr-FR", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });

// ------------------------------------------------------------------ the state of this tab
function fresh() {
  return { answers: structuredClone(NOTHING), given: [], details: {}, id: identifier() };
}

function restored() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(STORE));
    return kept ? { ...fresh(), ...kept, answers: { ...NOTHING, ...kept.answers } } : fresh();
  } catch {
    return fresh(); // storage refused, or not ours: the guide then lasts as long as the page
  }
}

let state = restored();

function keep() {
  try {
    sessionStorage.setItem(STORE, JSON.stringify(state));
  } catch {
    // The answers then last as long as the page.
  }
}

const steps = () => asked(scheme, state.answers, terms);
const isDone = () => steps().every((id) => state.given.includes(id));

// ------------------------------------------------------------------ who answers at this hour
function clockWords(minutes) {
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest ? ` ${String(rest).padStart(2, "0")}` : ""}`;
}

function tellHours() {
  const now = new Date();
  const { minute } = inParis(now);
  const open = isOpen(now, hours.opens, hours.closes);
  const told = open
    ? `Il est ${clockWords(minute)} à Paris : la cellule répond jusqu’à ${clockWords(hours.closes)}.`
    : `Il est ${clockWords(minute)} à Paris : la cellule ne répond pas. Elle répond de nouveau ${WEEKDAY.format(nextDay(now, hours.opens))}, à ${clockWords(hours.opens)} ; d’ici là, écrivez au contact ci-dessous.`;
  for (const line of document.querySelectorAll("[data-hours]")) {
    if (line.textContent !== told) line.textContent = told;
    line.hidden = false;
  }
  for (const contact of document.querySelectorAll("[data-when]")) {
    const current = (contact.dataset.when === "open") === open;
    contact.classList.toggle("cv-urgent__now", current);
    if (current) contact.setAttribute("aria-current", "true");
    else contact.removeAttribute("aria-current");
  }
}

// ------------------------------------------------------------------ one question
function choicesOf({ id }) {
  const list = lists[id];
  if (!list)
    return [
      ["true", "Oui"],
      ["false", "Non"],
    ].map(([value, label]) => ({ id: value, label }));
  return list;
}

function isChosen(id, value) {
  if (!state.given.includes(id)) return false;
  if (state.answers.unknown.includes(id)) return value === UNKNOWN;
  const answer = state.answers[id];
  if (Array.isArray(answer)) return answer.length ? answer.includes(value) : value === "aucun";
  return String(answer) === value;
}

function choice(question, { id: value, label, description }) {
  const many = scheme.forms[question.id] === "many";
  const input = element("input", "cv-choice__input");
  input.type = many ? "checkbox" : "radio";
  input.name = question.id;
  input.value = value;
  input.checked = isChosen(question.id, value);
  const text = element("span", "cv-choice__text", label);
  if (description) text.append(element("span", "cv-choice__more", description));
  return element("label", "cv-choice", input, text);
}

function exclusive(input) {
  return input.value === "aucun" || input.value === UNKNOWN;
}

// « Rien de cela » and « je ne sais pas » exclude every other answer.
function alone(event) {
  const input = event.target;
  if (input.type !== "checkbox" || !input.checked) return;
  for (const other of event.currentTarget.querySelectorAll("input:checked")) {
    if (other !== input && (exclusive(input) || exclusive(other))) other.checked = false;
  }
}

function choices(question) {
  const offered = choicesOf(question);
  const box = element("div", "cv-choices");
  if (question.id === "origin") {
    box.classList.add("cv-choices--groups");
    for (const [nature, title] of GROUPS) {
      const members = offered.filter((item) => terms.natures[item.id] === nature);
      if (!members.length) continue;
      const heading = element("p", "cv-choices__title", title);
      heading.id = `nature-${nature}`;
      const group = element("div", "cv-choices__group", heading, ...members.map((item) => choice(question, item)));
      group.setAttribute("role", "group");
      group.setAttribute("aria-labelledby", heading.id);
      box.append(group);
    }
    return box;
  }
  box.append(...offered.map((item) => choice(question, item)));
  if (scheme.forms[question.id] === "many") box.append(choice(question, { id: "aucun", label: "Rien de cela" }));
  if (scheme.unknowns.includes(question.id)) box.append(choice(question, { id: UNKNOWN, label: "Je ne sais pas" }));
  return box;
}

function answer(question, form) {
  const { id } = question;
  const values = [...form.querySelectorAll("input:checked")].map((input) => input.value);
  if (!values.length) return false;
  const unknown = state.answers.unknown.filter((field) => field !== id);
  let value = NOTHING[id];
  if (values.includes(UNKNOWN)) unknown.push(id);
  else if (scheme.forms[id] === "many") value = values.filter((item) => item !== "aucun");
  else if (scheme.forms[id] === "yes-no") value = values[0] === "true";
  else [value] = values;
  state.answers = { ...state.answers, [id]: value, unknown };
  state.given = [...new Set([...state.given, id])];
  keep();
  return true;
}

function button(label, className, onClick) {
  const made = element("button", `cv-button ${className}`.trim(), label);
  made.type = "button";
  if (onClick) made.addEventListener("click", onClick);
  return made;
}

function heading(text) {
  const made = element("h3", "cv-guide__title", text);
  made.tabIndex = -1;
  made.id = "etape";
  return made;
}

function progress(position, total) {
  const bar = element("progress", "cv-guide__bar");
  bar.max = total;
  bar.value = position;
  bar.setAttribute("aria-hidden", "true");
  return element("div", "cv-guide__progress", element("p", "", `Question ${position} sur ${total}`), bar);
}

function ask(question) {
  const ids = steps();
  const position = ids.indexOf(question.id);
  const form = element("form", "cv-guide__step");
  form.noValidate = true;
  const fieldset = element("fieldset", "cv-guide__question");
  const title = heading(question.label);
  fieldset.append(element("legend", "", title));
  if (question.help) {
    const help = element("p", "cv-guide__help", question.help);
    help.id = "aide-question";
    fieldset.setAttribute("aria-describedby", help.id);
    fieldset.append(help);
  }
  const error = element("p", "cv-guide__error");
  error.setAttribute("role", "alert");
  fieldset.append(error, choices(question));
  fieldset.addEventListener("change", alone);
  const bar = element("div", "cv-guide__buttons");
  if (position > 0) bar.append(button("Précédent", "cv-button--quiet", () => go(ids[position - 1])));
  const next = button("Continuer", "");
  next.type = "submit";
  bar.append(next);
  form.append(progress(position + 1, ids.length), fieldset, bar);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!answer(question, form)) {
      const wanted = scheme.unknowns.includes(question.id) ? ", ou « Je ne sais pas »" : "";
      error.textContent = `Choisissez une réponse${wanted}, puis continuez.`;
      form.querySelector("input").focus();
      return;
    }
    const following = steps();
    go(following[following.indexOf(question.id) + 1] ?? RESULT);
  });
  return form;
}

// ------------------------------------------------------------------ what follows
function list(className, items) {
  return element("ul", className, ...items.map((item) => element("li", "", item)));
}

function part(title, ...children) {
  return element("section", "cv-verdict__part", element("h4", "", title), ...children);
}

function verdict({ declare, criteria }) {
  const box = element("div", `cv-verdict${declare ? " cv-verdict--declare" : ""}`);
  const words = declare
    ? "Oui, déclarez cet incident sans délai"
    : "La déclaration n’est pas obligatoire, d’après vos réponses";
  box.append(heading(words));
  if (declare) {
    box.append(element("p", "", "Un seul critère suffit. Ceux que remplit cet incident :"));
    box.append(
      list(
        "cv-verdict__criteria",
        criteria.map(({ label }) => label),
      ),
    );
    const link = element("a", "cv-button", "Ouvrir le portail national de signalement");
    link.href = data.portal;
    link.rel = "noopener external";
    box.append(element("p", "cv-noprint", link));
  } else {
    box.append(
      element(
        "p",
        "",
        "Prévenez votre équipe informatique, et gardez une trace. Si la situation change, ou dans le doute, déclarez : mieux vaut une déclaration de trop.",
      ),
    );
  }
  return box;
}

function recipients(advice) {
  const names = Object.fromEntries(scheme.recipients.map(({ id, label }) => [id, label]));
  return element(
    "ol",
    "cv-told",
    ...advice.map(({ recipient, reasons }) => {
      const item = element(
        "li",
        "cv-told__item",
        element(
          "p",
          "cv-told__who",
          element("strong", "", recipient.label),
          element("span", "cv-told__delay", recipient.delay),
        ),
      );
      const address = recipient.url ?? (recipient.email && `mailto:${recipient.email}`);
      let reach = recipient.reach;
      if (address) {
        reach = element("a", "", recipient.reach);
        reach.href = address;
        if (recipient.url) reach.rel = "noopener external";
      }
      item.append(element("p", "cv-told__reach", reach));
      if (recipient.informed_by) {
        item.append(
          element(
            "p",
            "cv-told__by",
            `S’en charge : ${names[recipient.informed_by].replace(/^\p{Lu}(?=[a-zà-ÿ’])/u, (letter) => letter.toLowerCase())}`,
          ),
        );
      }
      item.append(...reasons.map((reason) => element("p", "cv-told__why", reason)));
      return item;
    }),
  );
}

function sheets(guidance) {
  const ids = [...new Set(guidance.flatMap(({ documents }) => documents ?? []))];
  return ids
    .filter((id) => data.documents[id])
    .map((id) => {
      const { title, path } = data.documents[id];
      const link = element("a", "", title);
      link.href = path;
      return link;
    });
}

function field({ id, label, form, autocomplete }) {
  const input = element(form === "lines" ? "textarea" : "input", "cv-field");
  if (form === "lines") input.rows = 3;
  else input.type = form;
  input.id = `detail-${id}`;
  input.maxLength = form === "lines" ? 5000 : 200;
  input.autocomplete = autocomplete ?? "off";
  input.value = state.details[id] ?? "";
  if (id === "department") input.pattern = data.department;
  const named = element("label", "cv-label", label);
  named.htmlFor = input.id;
  const error = element("p", "cv-guide__error");
  error.id = `${input.id}-erreur`;
  input.setAttribute("aria-describedby", error.id);
  input.addEventListener("input", () => {
    state.details[id] = input.value;
    keep();
    const wrong = input.validity.patternMismatch;
    error.textContent = wrong ? "Écrivez le numéro du département, par exemple 75, 2A ou 974." : "";
    input.setAttribute("aria-invalid", String(wrong));
    summarise();
  });
  return element("div", `cv-detail cv-detail--${form}`, named, input, error);
}

let summarise = () => {};

function declaration() {
  const made = declarationOf(data, state, new Date());
  if (made.department && !new RegExp(`^(?:${data.department})$`, "u").test(made.department)) delete made.department;
  return made;
}

function save(name, type, text) {
  const link = element("a", "");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function summary() {
  const table = element("dl", "cv-summary");
  summarise = () => {
    const rows = facts(data, declaration(), steps());
    table.replaceChildren(
      ...rows.map(([label, value]) => element("div", "", element("dt", "", label), element("dd", "", value))),
    );
  };
  summarise();
  return table;
}

function preparation(decision) {
  const name = () => `declaration-${new Date().toISOString().slice(0, 10)}-${state.id.slice(0, 8)}`;
  const box = part("Préparer la déclaration");
  box.append(
    element(
      "p",
      "cv-noprint",
      "Complétez si vous le pouvez ; laissez vide ce que vous ne savez pas. Rien n’est envoyé : ce que vous écrivez reste dans cet onglet jusqu’à ce que vous l’enregistriez, et disparaît quand vous le fermez.",
    ),
    element("div", "cv-details cv-noprint", ...data.details.map(field)),
    element("h5", "", "Récapitulatif"),
    summary(),
    element(
      "div",
      "cv-guide__buttons cv-noprint",
      button("Imprimer", "", () => print()),
      button("Enregistrer le texte", "cv-button--quiet", () =>
        save(`${name()}.txt`, "text/plain;charset=utf-8", textOf(data, declaration(), steps(), decision)),
      ),
      button("Enregistrer le fichier JSON", "cv-button--quiet", () =>
        save(`${name()}.json`, "application/json", `${JSON.stringify(declaration(), null, 2)}\n`),
      ),
    ),
  );
  return box;
}

function result() {
  const decision = decide(scheme, state.answers, terms);
  const box = element("div", "cv-guide__step cv-guide__result", verdict(decision));
  const immediate = [...new Set(decision.guidance.flatMap(({ immediate: lines }) => lines))];
  if (immediate.length) box.append(part("À faire tout de suite", list("cv-verdict__list", immediate)));
  if (decision.advice.length) {
    const line = element("p", "cv-told__hours");
    line.dataset.hours = "";
    box.append(part("Qui prévenir, et pourquoi", line, recipients(decision.advice)));
  }
  const links = sheets(decision.guidance);
  if (links.length) box.append(part("Fiches pour cet incident", list("cv-verdict__list", links)));
  const ids = steps();
  box.append(
    preparation(decision),
    element(
      "div",
      "cv-guide__buttons cv-noprint",
      button("Précédent", "cv-button--quiet", () => go(ids.at(-1))),
      button("Tout effacer et recommencer", "cv-button--quiet", () => {
        state = fresh();
        keep();
        go(steps()[0]);
      }),
    ),
  );
  return box;
}

// ------------------------------------------------------------------ moving from step to step
function go(step) {
  history.pushState({ step }, "");
  show(true);
}

function current() {
  const wanted = history.state?.step;
  const ids = steps();
  if (wanted === RESULT && isDone()) return RESULT;
  const missing = ids.findIndex((id) => !state.given.includes(id));
  const at = ids.indexOf(wanted);
  // Nobody jumps over a question: going forward again leads to the first one without answer.
  return at >= 0 && (missing < 0 || at <= missing) ? wanted : (ids[missing] ?? RESULT);
}

function welcome() {
  const started = state.given.length > 0;
  const bar = element(
    "div",
    "cv-guide__buttons",
    button(started ? "Reprendre" : "Commencer", "", () => go(current())),
  );
  const words = `Jusqu’à ${scheme.questions.length} questions à choix, une par écran, en deux minutes. À la fin : faut-il déclarer, qui prévenir et pourquoi, quoi faire, et une déclaration prête à imprimer ou à enregistrer. Rien de ce que vous répondez ne quitte ce navigateur.`;
  return element("div", "cv-guide__step", element("p", "", words), bar);
}

function show(moved) {
  summarise = () => {};
  if (!history.state?.step) {
    place.replaceChildren(welcome());
    return;
  }
  const step = current();
  place.replaceChildren(step === RESULT ? result() : ask(scheme.questions.find(({ id }) => id === step)));
  tellHours();
  if (!moved) return; // a reload leaves the focus and the place alone
  place.closest("section").scrollIntoView({ block: "start" });
  document.getElementById("etape").focus({ preventScroll: true });
}

addEventListener("popstate", () => show(true));
show(false);
tellHours();
setInterval(tellHours, 20_000);

// The page and its sheets stay readable when the network is gone; the rest of the portal is left alone. A
// restricted edition keeps nothing.
if (data.offline && "serviceWorker" in navigator) {
  for (const scope of data.offline.scopes) {
    navigator.serviceWorker.register(data.offline.script, { scope }).catch(() => {
      // Refused, as over plain http: the page then needs the network.
    });
  }
}
