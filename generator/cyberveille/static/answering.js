// The answers of an inventory, put in order, filtered, grouped, and written as files.
import { addressOf } from "./identifiers.js";
import { why } from "./reasons.js";

const SEVERITY_LABELS = {
  critique: "critique",
  elevee: "élevée",
  moyenne: "moyenne",
  faible: "faible",
  information: "information",
};
const SEVERITIES = Object.keys(SEVERITY_LABELS);
export const ANSWERS = { concerned: "concerné", to_check: "à vérifier" };
const LATE = "9999";

export function noticeOf([
  id,
  title,
  updated = "",
  severity = "",
  exploited = 0,
  deadline = "",
  services = [],
  aliases = [],
]) {
  return { id, title, updated, severity, exploited: Boolean(exploited), deadline, services, aliases };
}

const severityRank = ({ severity }) => (severity ? SEVERITIES.indexOf(severity) : SEVERITIES.length);
const order = (one, other) => (one < other ? -1 : Number(one > other));

const mostUrgent = (one, other) =>
  order(one.deadline || LATE, other.deadline || LATE) ||
  severityRank(one) - severityRank(other) ||
  order(other.updated, one.updated) ||
  order(other.id, one.id);

// The notices, each with its `rank` by deadline and severity.
export function ranked(notices) {
  for (const [rank, notice] of [...notices].sort(mostUrgent).entries()) notice.rank = rank;
  return notices;
}

// By deadline and severity; concerned ones before those to check.
export const inOrder = (one, other) =>
  order(one.answer, other.answer) || one.notice.rank - other.notice.rank || one.line.number - other.line.number;

export function kept(answers, { answer = "", severity = "", exploited = false, words = "", fresh = null }) {
  const wanted = words.toLowerCase().split(/\s+/u).filter(Boolean);
  return answers.filter((found) => {
    if (answer && found.answer !== answer) return false;
    if (severity && found.notice.severity !== severity) return false;
    if (exploited && !found.notice.exploited) return false;
    if (fresh?.has(markOf(found))) return false;
    const text = `${found.line.text} ${found.notice.id} ${found.notice.title}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

// Groups in the order of their first answer: [key, answers] by notice or by line.
export function grouped(answers, by) {
  const groups = new Map();
  for (const found of answers) {
    const key = by === "line" ? found.line.number : found.notice.id;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(found);
  }
  return [...groups.values()];
}

// A number that tells an answer from another, without its line being kept anywhere.
export function markOf({ notice, line, answer }) {
  let mark = 0x811c9dc5;
  for (const sign of `${notice.id}|${answer}|${line.text}`) mark = Math.imul(mark ^ sign.codePointAt(0), 0x01000193);
  return mark >>> 0;
}

// A cell that no spreadsheet takes for a formula (OWASP, "CSV Injection").
export function cell(value) {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[";\n\r]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const HEADER = [
  "Ligne",
  "Inventaire",
  "Réponse",
  "Pourquoi",
  "Notice",
  "Titre",
  "Gravité",
  "Exploitée",
  "À traiter avant",
  "Services",
  "Version corrigée",
  "Adresse",
];

// For a French Excel: semicolons, a byte order mark, and CRLF.
export function csvOf(answers, root) {
  const rows = answers.map((found) => [
    found.line.number,
    found.line.text,
    ANSWERS[found.answer],
    why(found),
    found.notice.id,
    found.notice.title,
    SEVERITY_LABELS[found.notice.severity] ?? "",
    found.notice.exploited ? "oui" : "",
    found.notice.deadline,
    found.notice.services.join(", "),
    found.clause?.fixed ?? "",
    new URL(`${addressOf(found.notice.id)}/`, root).href,
  ]);
  return `\ufeff${[HEADER, ...rows].map((row) => row.map(cell).join(";")).join("\r\n")}\r\n`;
}

// As the command answers, one object for each answer.
export function jsonOf(answers) {
  const rows = answers.map((found) => ({
    line: found.line.number,
    notice: found.notice.id,
    aliases: found.notice.aliases,
    answer: found.answer,
    why: why(found),
  }));
  return `${JSON.stringify(rows, null, 1)}\n`;
}
