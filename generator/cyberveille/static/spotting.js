// The versions that a line of an inventory may have, the likeliest first (concerned/spotting.py).
import { numbered } from "./numbering.js";
import { texts } from "./plain.js";

const SUFFIX =
  "(?:[ _,\\-]{0,2}(?:sp|fp|cu|ru|mp|hf|hotfix|update|upd|patch|build|bld|mr|su|sr|service pack|fix pack|p|u|r|h|d|s" +
  "|cumulative update|rc|beta|alpha|rev)[ .\\-#]{0,2}[0-9]+[a-z]?(?:\\.[0-9]+)*)*";
const NUMBER = "[0-9]+[a-z]{0,3}[0-9]*(?:[.\\-+~:_][a-z0-9]+|\\([0-9a-z.]+\\)[a-z0-9]*)*";
const LED_BY = "(?:v|ver|version|rev|revision|release|r|fw|firmware|ns|sw)";
const VERSION = new RegExp(`(?<![a-z0-9.])(?:${LED_BY}[. ]? ?)?((?:[a-z]{1,3}\\.?)?${NUMBER}${SUFFIX})`, "dg");
const LETTER = /(?:rev|revision|version)\.? ([a-z])(?![a-z0-9])/dgu;
const LED = /(?:v|ver|version|rev|revision|release|r|fw|firmware|ns|sw|build|logiciel)[. ]? ?$/u;
// « BIOS 18.6 », in a column of versions.
const LED_BY_A_WORD = /^[a-z]{3,} v?[0-9]+\.[0-9.]+$/u;
const DOTTED = /[0-9]\.[0-9]|[0-9]\([0-9]|\b[a-z]{1,3}\.?[0-9]+\.[0-9]/u;
const NEXT_NUMBER = / (?:build[ -]?)?\(?([0-9]{2,}(?:\.[0-9]+)*)(?:\.[a-z]+)?\)?(?![a-z0-9])/uy;
// Words in which names end that are no part of them: « Workspace App 2209 ».
const ENDS = ["app", "apps", "edition", "kit", "software", "suite"];
const LAST_WORD = /([a-z0-9]+)[ /-]{0,3}$/u;
const DAY = /^(?:19|20)[0-9]{6}$/u;
const LETTERED = /^[0-9]{1,4}(?:-[0-9]|[a-z]{1,2}[0-9]|(?= ))/u;
const REVISION = /^[a-z]{1,2}\.[0-9]/u;
const MODEL = /^([a-z]*[0-9]+)[_-]v?(?=[0-9]+\.[0-9])/u;
const PIECE = /[a-z]+|[0-9]+(?:\.[0-9]+)*/gu;
const SHORTEST_STUCK = 3;
const SHORT = /^[a-z]{1,3}[0-9]{2}[a-z]?$/u;
const YEAR =
  /\b(?:199[0-9]|20[0-3][0-9])(?: r2)?(?: (?:sp ?|service pack )[0-9])?(?: (?:[cr]u ?[0-9]+|update [0-9](?:\.[0-9]+)?))?(?![0-9.\-/])/gu;
const A_YEAR = new RegExp(`^${YEAR.source}`);

const unique = (found) => [...new Set(found)];

// Candidates of a plain text without the pieces `taken` of its product's name.
export function versionsIn(written, taken) {
  const scored = [];
  const text = unstuck(written, taken);
  for (const [begun, whole] of spotted(text)) {
    const [start, found] = withoutModel(begun, whole, taken);
    if (texts(found).every((piece) => taken.has(piece))) continue;
    const score = scoreOf(text, start, found, taken);
    if (score !== null) scored.push([score, found]);
  }
  const versions = scored.sort(([one], [other]) => one - other).map(([, found]) => found);
  // « php7.4 7.4.3 »: the whole one before what it begins with.
  const whole = versions.find((found) => found.startsWith(`${versions[0]}.`));
  return unique(whole === undefined ? versions : [whole, ...versions]);
}

// The text, in which a version stands apart from the product's name: « fortios7.2.3 », « log4j2.14 ».
function unstuck(text, taken) {
  const parts = [];
  let cut = 0;
  let begun = 0;
  let end = -1;
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    if (index !== end) begun = index;
    else if (piece.includes(".") && index - begun >= SHORTEST_STUCK) {
      parts.push(text.slice(cut, index));
      cut = index;
    }
    end = taken.has(piece) ? index + piece.length : -1;
  }
  return [...parts, text.slice(cut)].join(" ");
}

// A version without the model before it: « 8015-v9.33.1 », « 64_2.6.2 ».
function withoutModel(begun, written, taken) {
  let start = begun;
  let found = written;
  let model = MODEL.exec(found);
  while (model && texts(model[1]).every((piece) => taken.has(piece))) {
    start += model[0].length;
    found = found.slice(model[0].length);
    model = MODEL.exec(found);
  }
  return [start, found];
}

// The candidates of what stands in a column of versions.
export function toldVersion(text) {
  const rank = (version) => (DOTTED.test(version) ? 0 : 2) + (version.includes("build") ? 0 : 1);
  const found = spotted(text)
    .map(([, version]) => version)
    .filter(numbered)
    .sort((one, other) => rank(one) - rank(other));
  const led = found.length && LED_BY_A_WORD.test(text);
  const whole = numbered(text) && !(found[0] ?? "").includes("build") && !led ? [text] : [];
  return unique([...whole, ...found, text]);
}

export const yearsIn = (text) => text.match(YEAR) ?? [];
export const isYear = (version) => A_YEAR.test(version);

const trimmed = (text) => text.replace(/^[ \-_.:,]+|[ \-_.:,]+$/gu, "");

function spotted(written) {
  const text = written.replaceAll("_ga", "   ");
  const found = [];
  for (const match of text.matchAll(VERSION)) {
    const start = match.indices[1][0];
    const version = trimmed(match[1]);
    NEXT_NUMBER.lastIndex = start + version.length;
    const after = NEXT_NUMBER.exec(text);
    if (after && DOTTED.test(version) && !version.includes("build"))
      found.push([start, `${version} build ${after[1]}`]);
    found.push([start, version]);
  }
  for (const match of text.matchAll(LETTER)) found.push([match.indices[1][0], match[1]]);
  return found;
}

// The less, the likelier; null for what is no version at all.
function scoreOf(text, start, found, taken) {
  if (!numbered(found)) return null;
  if (DOTTED.test(found)) return found.includes("build") ? 0 : 1;
  const before = text.slice(0, start);
  if (LED.test(before)) return 2;
  const word = LAST_WORD.exec(before);
  if (word && (taken.has(word[1]) || (ENDS.includes(word[1]) && /^[0-9]/u.test(found))))
    return /^[0-9]/u.test(found) ? 3 : 4;
  if (DAY.test(found) || LETTERED.test(found) || REVISION.test(found)) return 3;
  return SHORT.test(found) ? 5 : null;
}
