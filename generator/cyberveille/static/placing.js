// What a clause answers for the versions that a line may have (concerned/placing.py): `where` is true inside, false
// outside, null in doubt. A clause is an array, as `/donnees/concerne/` publishes it.
import { versionOf } from "./schemes.js";
import { isYear, toldVersion, versionsIn, yearsIn } from "./spotting.js";
import { branchOf, isAlone, isSingle, isSpan, versionsOf, within } from "./within.js";

const ADDED = /^(?:sp|cu|fp|r|u|update|service pack|fix pack|patch|cumulative update|hf) ?[0-9]+$/u;
const PREFIX = /^[a-z]{1,3}\.?(?=[0-9]+\.[0-9])/u;
const LETTER = /(?:\b(?:rev|revision|version|v|release)\.? |(?<= ))([a-z])(?= *(?:$|[;(]))/gu;
const LETTER_BEFORE = /^(?![vr])[a-z]\.?(?=[0-9]+\.[0-9])/u;
// Of Debian, which is not what its packages are numbered by.
const RELEASE = /^[0-9]{1,2}(?:\.[0-9]{1,2})?$/u;
const POINTED = /^[1-9]\.[0-9]{2}$/u;
const MAJOR = /^[a-z. ]*([0-9]+)/u;
const PACKAGED = /-[0-9.]+(?:ubuntu|[+~]?deb|\.?el[0-9]|\.fc[0-9])[0-9a-z.+~_]*$/u;
const THREE = /^[0-9]+(?:\.[0-9]+){2}$/u;
const CHIPS = new Set(["itanium", "x64", "sparc"]);
const PLATFORMS = {
  windows: "windows",
  linux: "linux",
  macos: "macos",
  android: "android",
  ios: "ios",
  solaris: "solaris",
  itanium: "itanium",
  ia64: "itanium",
  debian: "linux",
  ubuntu: "linux",
  x8664: "x64",
  sparc: "sparc",
  win32: "windows",
  iphone: "ios",
  ipad: "ios",
};

export function clauseOf([says, pieces = [], condition = 0, fixed = "", scheme = "", ...more]) {
  const [patches = [], before = "", unless = [], platforms = []] = more;
  return {
    says,
    pieces,
    condition: Boolean(condition),
    fixed,
    scheme,
    patches,
    before,
    unless,
    platforms,
    byYear: pieces.length > 0 && pieces.every((piece) => versionsOf(piece).every(isYear)),
    numbering: null,
    short: null,
    branches: null,
    singles: pieces.filter(isAlone),
    excepts: unless.length > 0 || platforms.length > 0,
    checked: new Map(),
  };
}

const PLAIN = { byLetter: false, prefix: "", packaged: false };

// What versions of a clause are told by: letters alone; the letter before each, which a line may leave out; or those of
// packages.
function numberingOf({ pieces, scheme }) {
  const named = pieces.flatMap(versionsOf);
  if (scheme === "debian") return { ...PLAIN, packaged: !named.some((version) => RELEASE.test(version)) };
  if (scheme || !named.length || /^[0-9]/u.test(named[0])) return PLAIN;
  const before = new Set(named.map((version) => LETTER_BEFORE.exec(version.toLowerCase())?.[0] ?? ""));
  return {
    byLetter: named.every((version) => /^[a-z]$/iu.test(version)),
    prefix: before.size === 1 ? [...before][0] : "",
    packaged: false,
  };
}

const result = (where, version = null) => ({ where, version, settled: false, older: false, apart: false });
const INSIDE = result(true);
const OUTSIDE = result(false);
const DOUBT = result(null);

// Where a line stands to one clause; `asked` holds the match of the product's name.
export function placed(clause, looked, asked) {
  if (clause.excepts && excepted(clause, looked)) return OUTSIDE;
  const patched = clause.patches.length > 0 && clause.patches.some((patch) => looked.patches.has(patch));
  if (clause.before && looked.dates.length) {
    return result([...looked.dates].sort()[0] < clause.before, looked.dates[0]);
  }
  if (patched && clause.says !== "r") return OUTSIDE;
  if (clause.says === "a") return clause.condition ? DOUBT : INSIDE;
  if (clause.says !== "r") return DOUBT;
  const candidates = candidatesOf(clause, looked, asked);
  if (!candidates.list.length) return patched ? OUTSIDE : DOUBT;
  let found = clause.checked.get(candidates);
  if (!found) {
    found = inRange(clause, candidates.list);
    clause.checked.set(candidates, found);
  }
  return patched ? { ...found, where: false } : found;
}

function excepted(clause, looked) {
  if (clause.unless.length) {
    const versions = `${looked.versions} ${looked.version ?? ""}`;
    const holds = (word) => looked.forms.has(word) || versions.includes(word);
    if (clause.unless.some((words) => words.every(holds))) return true;
  }
  return clause.platforms.length > 0 && elsewhere(clause.platforms, looked);
}

// Whether a line names platforms, and none of those.
function elsewhere(platforms, looked) {
  looked.platforms ??= Object.keys(PLATFORMS)
    .filter((form) => looked.forms.has(form))
    .map((form) => PLATFORMS[form]);
  const ofChips = platforms.every((platform) => CHIPS.has(platform));
  const named = looked.platforms.filter((platform) => CHIPS.has(platform) === ofChips);
  return named.length > 0 && !named.some((platform) => platforms.includes(platform));
}

const known = new Map();

// The same candidates are one value, by which a clause knows them again.
function keyed(list) {
  const key = list.join("\n");
  let found = known.get(key);
  if (!found) {
    found = { list };
    known.set(key, found);
  }
  return found;
}

function candidatesOf(clause, looked, asked) {
  if (clause.scheme === "windows") {
    looked.release ??= keyed(looked.windows ? [looked.windows] : []);
    return looked.release;
  }
  if (clause.byYear) {
    looked.years ??= keyed(yearsIn(`${looked.versions} ${looked.version ?? ""}`));
    if (looked.years.list.length) return looked.years;
  }
  clause.numbering ??= numberingOf(clause);
  const { byLetter, prefix, packaged } = clause.numbering;
  if (byLetter) {
    looked.letters ??= keyed(
      [...`${looked.versions} ; ${looked.version ?? ""}`.matchAll(LETTER)].slice(0, 1).map(([, one]) => one),
    );
    if (looked.letters.list.length) return looked.letters;
  }
  asked.candidates ??= keyed(toldBy(looked, asked.match));
  if (packaged) {
    asked.packages ??= keyed(asked.candidates.list.filter((version) => !RELEASE.test(version)));
    return asked.packages;
  }
  clause.short ??= clause.pieces.flatMap(versionsOf).filter((its) => its.length === 3 || its.length === 4);
  if (clause.short.length) {
    const again = asked.candidates.list.flatMap((version) => clause.short.filter((its) => isAgain(version, its)));
    if (again.length) return keyed(again);
  }
  if (!prefix) return asked.candidates;
  asked.prefixed ??= new Map();
  let found = asked.prefixed.get(prefix);
  if (!found) {
    found = keyed(asked.candidates.list.map((version) => (/^[0-9]/u.test(version) ? prefix + version : version)));
    asked.prefixed.set(prefix, found);
  }
  return found;
}

// Whether one is the other without its point, as SAP tells its releases: 7.53 and 753.
function isAgain(version, its) {
  const [pointed, bare] = version.includes(".") ? [version, its] : [its, version];
  return POINTED.test(pointed) && pointed.replace(".", "") === bare;
}

function toldBy(looked, { covered, name }) {
  const names = new Set([...covered, ...name.terms]);
  if (looked.version === null) return versionsIn(looked.versions, names);
  const whole = ADDED.test(looked.version) ? versionsIn(`${looked.versions} ${looked.version}`, names) : [];
  return whole.length ? whole : toldVersion(looked.version);
}

// Whether a clause says of the version's very branch from where on it is corrected.
export function isCorrected(clause, version) {
  clause.branches ??= clause.pieces
    .filter((piece) => isSpan(piece) && branchOf(piece))
    .map((piece) => [1, branchOf(piece)]);
  return clause.branches.length > 0 && within(version, clause.branches, clause.scheme) === true;
}

function inRange({ pieces, singles, scheme, condition }, candidates) {
  for (const candidate of candidates) {
    const mine = versionOf(candidate, scheme);
    const named = (piece) => isSingle(piece) && versionOf(piece[1], scheme)?.compare(mine) === 0;
    if (mine && singles.some(named)) {
      return { where: condition ? null : true, version: candidate, settled: true, older: false, apart: false };
    }
  }
  const [first] = candidates;
  const place = whereOf(first, pieces, scheme);
  const mine = versionOf(first, scheme);
  const others = singles.map((piece) => versionOf(piece[1], scheme)).filter(Boolean);
  const short = !mine || others.some((its) => mine.cutShortOf(its) || its.cutShortOf(mine));
  return {
    where: place && condition ? null : place,
    version: first,
    settled: place === true,
    older: Boolean(mine) && ofLike(first, singles).some((its) => versionOf(its, scheme)?.compare(mine) === -1),
    apart: singles.length === pieces.length && !short,
  };
}

// The versions of some pieces that begin with the number that another one does; all, where none does.
function ofLike(version, singles) {
  const named = singles.map((piece) => piece[1]);
  const major = MAJOR.exec(version.toLowerCase())?.[1];
  const like = named.filter((its) => major && MAJOR.exec(its.toLowerCase())?.[1] === major);
  return like.length ? like : named;
}

// A version as written; without the letters before it; and, where it has three numbers, with one more.
function whereOf(version, pieces, scheme) {
  if (scheme) return within(version, pieces, scheme);
  const bare = version.replace(PREFIX, "");
  const upstream = bare.replace(PACKAGED, "");
  const ways = [version, ...(bare === version ? [] : [bare]), ...(upstream === bare ? [] : [upstream])];
  ways.push(...(THREE.test(bare) ? [`${bare}.0`] : []));
  for (const way of ways) {
    const place = within(way, pieces, scheme);
    if (place !== null) return place;
  }
  return null;
}
