// The words of a question, and those of the index as readers know them.
import { element } from "./elements.js";

// Words that stand in every notice: they find nothing, and cost more than all the others to look for.
const EMPTY = new Set(
  "à au aux avec ce ces dans de des du en est et il la le les leur n ne no on ou par pas pour que qui sa se ses son sur un une".split(
    " ",
  ),
);
// The sign of « C++ » or « .NET » is part of the name: the index holds it as a twin that it does not drop.
const TWINS = { "+": "＋", "#": "＃", ".": "․" };
export const KEPT = Object.values(TWINS).join("");
const SIGNS = Object.fromEntries(Object.entries(TWINS).map(([sign, twin]) => [twin, sign]));
const NAMED = /(?:(?<![\p{L}\p{N}_])[A-Za-z](?:\+\+|#)|(?<![\p{L}\p{N}_.&/])\.[A-Za-z]{2,})(?![\p{L}\p{N}_+#])/gu;

// Between French quotation marks, from which nothing parts it at the end of a line.
export const quoted = (text) => `«\u00a0${text}\u00a0»`;

// How many words are shown of a text.
export const EXCERPT = 28;

// How many rows of a first batch are shown before the others have come: as many as fill a screen.
export const LEADING = 5;

const UNBROKEN = 28;

// Writes a sentence; what it quotes stays on one line while it is short enough for the narrowest screen.
export function write(place, sentence) {
  const parts = sentence.split(/(«\u00a0[^»]+\u00a0»)/u).filter(Boolean);
  place.replaceChildren(
    ...parts.map((part) => (part[0] === "«" && part.length < UNBROKEN ? element("span", "cv-unbroken", part) : part)),
  );
}

// What elision leaves before a word.
const ELIDED = /(?<![\p{L}\p{N}])(?:[dlnsjmtc]|qu|lorsqu|puisqu|jusqu)['’](?=\p{L})/giu;

// The index holds straight apostrophes, which part words; readers see those of print.
export const printed = (text) =>
  text.replace(/(?<=\p{L})'(?=\p{L}|$)/gu, "’").replace(/[＋＃․]/gu, (twin) => SIGNS[twin]);

// The question as the index spells it: twins in names that bear a sign, no other sign that the index does not hold.
function indexed(text) {
  const twinned = text.replace(NAMED, (name) => name.replace(/[+#.]/gu, (sign) => TWINS[sign]));
  return twinned.replaceAll("’", "'").replace(/[^\p{L}\p{N}\p{M}\s"'＋＃․.,:;!?/&@_()[\]-]/gu, " ");
}

const telling = (word) => /[\p{L}\p{N}＋＃]/u.test(word) && !EMPTY.has(word.toLowerCase());

// A word of the question in each of its spellings: « coeur » is looked for as « cœur » too, « corrigé » as « corrigée ».
function spellings(word) {
  const ligatures = [word, word.replace(/oe/giu, "œ"), word.replace(/œ/giu, "oe")];
  const endings = ["é", "ée", "és", "ées"];
  const agreed = /(?:é|ée|és|ées)$/iu.test(word) ? endings.map((end) => word.replace(/ée?s?$/iu, end)) : [];
  return [...new Set([...ligatures, ...agreed])];
}

// What is asked: each unit, a word or a phrase between quotation marks, must stand in a notice in one of its spellings.
// `text` says the same in one line, `spelt` in each way of writing its ligatures.
export function question(q) {
  const said = indexed(q.replace(/[«»“”„]/gu, '"'));
  const phrases = [...said.matchAll(/"([^"]+)"/gu)].map((match) => match[1].trim());
  const rest = said.replace(/"[^"]*"?/gu, " ").replace(ELIDED, " ");
  const words = rest.split(/\s+/u).filter(Boolean);
  const told = words.filter(telling);
  const kept = told.length || phrases.length ? told : words.filter((word) => /[\p{L}\p{N}]/u.test(word));
  const units = [...phrases.filter(telling).map((phrase) => [phrase]), ...kept.map(spellings)];
  const text = phrases.length && !kept.length ? `"${phrases.join(" ")}"` : [...phrases, ...kept].join(" ");
  const spelt = [...new Set([text, text.replace(/oe/giu, "œ"), text.replace(/œ/giu, "oe")])];
  return { units, spelt };
}

const folded = (word) =>
  word
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase()
    .replaceAll("œ", "oe");

// Whether one of the words that Pagefind took for near begins like one that was asked: it goes as far as two letters.
export function resembles(units, words) {
  const others = words.flatMap((word) => word.split(/['’-]/u).concat(word)).map(folded);
  return units.flat().some((word) => others.some((other) => other.startsWith(folded(word).slice(0, 4))));
}

// What is left when the words that stand in every notice are taken away.
export const withoutEmpty = (text) =>
  text
    .split(/\s+/u)
    .filter((word) => !EMPTY.has(word.toLowerCase().replace(/[°º’']+$/u, "")))
    .join(" ");
