// The versions that a line of an inventory may have, the likeliest first (concerned/spotting.py, windows.py).
import { numbered } from "./numbering.js";
import { texts } from "./plain.js";

const SUFFIX =
  "(?:[ _,\\-]{0,2}(?:sp|fp|cu|hf|hotfix|update|upd|patch|build|bld|mr|su|sr|service pack|fix pack|p|u|r|h|d|s" +
  "|cumulative update|rc|beta|alpha|rev)[ .\\-#]{0,2}[0-9]+[a-z]?(?:\\.[0-9]+)*)*";
const NUMBER = "[0-9]+[a-z]{0,3}[0-9]*(?:[.\\-+~:_][a-z0-9]+|\\([0-9a-z.]+\\)[a-z0-9]*)*";
const LED_BY = "(?:v|ver|version|rev|revision|release|r|fw|firmware|ns|sw)";
const VERSION = new RegExp(`(?<![a-z0-9.])(?:${LED_BY}[. ]? ?)?((?:[a-z]{1,3}\\.?)?${NUMBER}${SUFFIX})`, "dg");
const LETTER = /(?:rev|revision|version)\.? ([a-z])(?![a-z0-9])/dgu;
const LED = /(?:v|ver|version|rev|revision|release|r|fw|firmware|ns|sw|build|logiciel)[. ]? ?$/u;
const DOTTED = /[0-9]\.[0-9]|[0-9]\([0-9]|\b[a-z]{1,3}\.?[0-9]+\.[0-9]/u;
const NEXT_NUMBER = / (?:build[ -]?)?\(?([0-9]{2,}(?:\.[0-9]+)*)(?:\.[a-z]+)?\)?(?![a-z0-9])/uy;
const LAST_WORD = /([a-z0-9]+)[ /-]{0,3}$/u;
const DAY = /^(?:19|20)[0-9]{6}$/u;
const LETTERED = /^[0-9]{1,4}(?:-[0-9]|[a-z]{1,2}[0-9]|(?= ))/u;
const SHORT = /^[a-z]{1,3}[0-9]{2}[a-z]?$/u;
const YEAR = /\b(?:199[0-9]|20[0-3][0-9])(?: (?:r2|sp ?[0-9]|cu ?[0-9]+|service pack [0-9]))?(?![0-9.\-/])/gu;
const A_YEAR = new RegExp(`^${YEAR.source}`);

const unique = (found) => [...new Set(found)];

// Candidates of a plain text without the pieces `taken` of its product's name.
export function versionsIn(text, taken) {
  const scored = [];
  for (const [start, found] of spotted(text)) {
    if (texts(found).every((piece) => taken.has(piece))) continue;
    const score = scoreOf(text, start, found, taken);
    if (score !== null) scored.push([score, found]);
  }
  return unique(scored.sort(([one], [other]) => one - other).map(([, found]) => found));
}

// The candidates of what stands in a column of versions.
export function toldVersion(text) {
  const rank = (version) => (DOTTED.test(version) ? 0 : 2) + (version.includes("build") ? 0 : 1);
  const found = spotted(text)
    .map(([, version]) => version)
    .filter(numbered)
    .sort((one, other) => rank(one) - rank(other));
  const whole = numbered(text) && !(found[0] ?? "").includes("build") ? [text] : [];
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
  if (word && taken.has(word[1])) return /^[0-9]/u.test(found) ? 3 : 4;
  if (DAY.test(found) || LETTERED.test(found)) return 3;
  return SHORT.test(found) ? 5 : null;
}

const SERVER = /\bwindows (?:server |serveur )*(2000|2003|2008|2012|2016|2019|2022|2025)(?: (r2))?(?![0-9.])/gu;
const CLIENT = /\bwindows (?:desktop |rt |professionnel |pro )?(nt 4\.0|xp|vista|7|8\.1|8|10|11)(?![0-9.a-z])/gu;
const OLD = /\bwindows (?:95|98|9x|me|millenium|millennium|nt)\b/gu;
const RELEASE = /\b(1507|1511|1607|1703|1709|1803|1809|1903|1909|2004|2[0-9]h[12])\b/gu;
const PACK = /\b(?:sp|service pack) ?([1-6])\b/gu;
const BUILD = /\b10\.0\.([0-9]{5})\b/u;

function after(pattern, text, place) {
  pattern.lastIndex = place;
  return pattern.exec(text);
}

// How the scheme of Windows writes the release that a plain text names; null where none is.
export function windowsIn(text) {
  const server = after(SERVER, text, 0);
  const client = server ? null : after(CLIENT, text, 0);
  const found = server ?? client;
  if (!found) return null;
  const end = found.index + found[0].length;
  let name = found[1];
  if (client && (name === "10" || name === "11")) {
    const release = after(RELEASE, text, end);
    if (release) return `${name} ${release[1]}`;
    const build = BUILD.exec(text);
    return build ? `10.0.${build[1]}` : name;
  }
  if (server && name !== "2000") name = `server ${name}${found[2] && name !== "2003" ? " r2" : ""}`;
  const pack = after(PACK, text, end);
  return pack ? `${name} sp${pack[1]}` : name;
}

// The text, in which a server's Windows and a client's have names of their own.
export function toldApart(text) {
  return text
    .replace(OLD, "windows windowsancien ")
    .replace(SERVER, (_, year, r2) => `windows windowsserveur ${year} ${r2 ?? ""}`)
    .replace(CLIENT, (_, name) => `windows windowsposte ${name} `);
}
