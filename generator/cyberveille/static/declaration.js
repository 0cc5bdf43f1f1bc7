// A declaration as a file for machines (its JSON Schema is published) and as text for people.
import { settle } from "./decision.js";

const YES = { true: "oui", false: "non" };
const DETAILS = [
  "discovered",
  "started",
  "structure_name",
  "department",
  "description",
  "measures_taken",
  "help_wanted",
  "contact_name",
  "contact_phone",
  "contact_email",
];
const MOMENTS = ["discovered", "started"];
const MOMENT = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeStyle: "short", timeZone: "Europe/Paris" });

// « 24 novembre 2026 à 9 h 05 » rather than « 09:05 ».
const told = (date) => MOMENT.format(date).replace(/(\d+):(\d+)/u, (_, hour, minute) => `${Number(hour)} h ${minute}`);

const isEmpty = (value) =>
  value === null || value === "" || value === undefined || (Array.isArray(value) && !value.length);

export function identifier() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What an <input type=datetime-local> holds is the reader's own time.
function moment(text) {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date;
}

export function declarationOf({ scheme, terms }, { answers, details, id }, now) {
  const known = settle(scheme, answers, terms);
  const made = { format: "declaration-1", id, declared: now.toISOString() };
  for (const [key, value] of Object.entries(known)) if (!isEmpty(value)) made[key] = value;
  for (const key of DETAILS) {
    const value = (details[key] ?? "").trim();
    if (!value) continue;
    const when = MOMENTS.includes(key) ? moment(value) : null;
    if (when || !MOMENTS.includes(key)) made[key] = when ? when.toISOString() : value;
  }
  return made;
}

function shown({ lists }, { id }, declaration) {
  if (declaration.unknown?.includes(id)) return "je ne sais pas";
  const value = declaration[id];
  if (typeof value === "boolean") return YES[value];
  const ids = [value ?? []].flat();
  return ids.length ? ids.map((term) => lists[id].find((item) => item.id === term)?.label ?? term).join(", ") : "aucun";
}

// Questions with their answers, then what was written: pairs of label and value.
export function facts(data, declaration, asked) {
  const answered = data.scheme.questions.filter(({ id }) => asked.includes(id));
  return [
    ...answered.map((question) => [question.label, shown(data, question, declaration)]),
    ...data.details
      .filter(({ id }) => declaration[id])
      .map(({ id, label }) => [label, MOMENTS.includes(id) ? told(new Date(declaration[id])) : declaration[id]]),
  ];
}

export function textOf(data, declaration, asked, decision) {
  const lines = [
    "DÉCLARATION D’INCIDENT DE SÉCURITÉ NUMÉRIQUE",
    `Préparée le ${told(new Date(declaration.declared))} (heure de Paris)`,
    `Référence : ${declaration.id}`,
    "",
    decision.declare ? "À DÉCLARER, d’après les réponses :" : "Déclaration non obligatoire d’après les réponses.",
    ...decision.criteria.map(({ label }) => `- ${label}`),
    "",
    "CE QUI EST CONNU",
    ...facts(data, declaration, asked).map(
      ([label, value]) => `- ${label} ${label.endsWith("?") ? "" : ": "}${value.replaceAll("\n", "\n  ")}`,
    ),
    "",
    "QUI PRÉVENIR",
    ...decision.advice.flatMap(({ recipient, reasons }) => [
      `- ${recipient.label} (${recipient.delay}) : ${recipient.reach}`,
      ...reasons.map((reason) => `  ${reason}`),
    ]),
    "",
    `Portail national de signalement : ${data.portal}`,
    "",
  ];
  return lines.join("\n");
}
