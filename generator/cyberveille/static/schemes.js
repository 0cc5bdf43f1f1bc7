// The other ways of numbering, by the name that the registry gives them (versions/schemes.py).
import { begunAlike, Numbered, numbered, whole } from "./numbering.js";
import { sameWords } from "./suffixes.js";

const compareKeys = (one, other) => {
  if (Array.isArray(one)) {
    for (let place = 0; place < Math.max(one.length, other.length); place++) {
      if (place >= one.length) return -1;
      if (place >= other.length) return 1;
      const found = compareKeys(one[place], other[place]);
      if (found) return found;
    }
    return 0;
  }
  return one < other ? -1 : Number(one > other);
};

// A version with a place in a total order; `parts` say of which branch it is, from the left.
class Keyed {
  constructor(key, parts) {
    this.key = key;
    this.parts = parts;
  }

  compare(other) {
    return compareKeys(this.key, other.key);
  }

  cutShortOf(other) {
    return this.parts.length < other.parts.length && begunAlike(this.parts, other.parts) === this.parts.length;
  }

  addsTo() {
    return false;
  }

  within(branch) {
    const alike = begunAlike(this.parts, branch.parts);
    if (alike < Math.min(this.parts.length, branch.parts.length)) return false;
    return alike === branch.parts.length ? true : null;
  }

  shares(other) {
    return begunAlike(this.parts, other.parts);
  }

  get depth() {
    return Math.max(1, this.parts.length - 1);
  }
}

const BUILDS = {
  "nt 4.0": [4, 0, 1381],
  2000: [5, 0, 2195],
  xp: [5, 1, 2600],
  "server 2003": [5, 2, 3790],
  vista: [6, 0, 6000],
  "server 2008": [6, 0, 6001],
  7: [6, 1, 7600],
  "server 2008 r2": [6, 1, 7600],
  8: [6, 2, 9200],
  "server 2012": [6, 2, 9200],
  8.1: [6, 3, 9600],
  "server 2012 r2": [6, 3, 9600],
  "server 2016": [10, 0, 14393],
  "server 2019": [10, 0, 17763],
  "server 2022": [10, 0, 20348],
  "server 2025": [10, 0, 26100],
};
const RELEASES = {
  10: {
    1507: 10240,
    1511: 10586,
    1607: 14393,
    1703: 15063,
    1709: 16299,
    1803: 17134,
    1809: 17763,
    1903: 18362,
    1909: 18363,
    2004: 19041,
    "20h2": 19042,
    "21h1": 19043,
    "21h2": 19044,
    "22h2": 19045,
  },
  11: { "21h2": 22000, "22h2": 22621, "23h2": 22631, "24h2": 26100 },
  server: {
    1709: 16299,
    1803: 17134,
    1903: 18362,
    1909: 18363,
    2004: 19041,
    "20h2": 19042,
    "23h2": 25398,
  },
};
const BUILD = /^(?:(?:10\.0\.|6\.[0-3]\.|5\.[0-2]\.)[0-9]{4,5}(?:\.[0-9]{1,6})?|[0-9]{5}(?:\.[0-9]{1,6})?)$/u;

// Releases are written as `release_of` gives them: « 10 22h2 », « server 2012 r2 sp1 », « 10.0.19045 ».
function windows(text) {
  const plain = sameWords(text.toLowerCase()).trim();
  if (BUILD.test(plain)) {
    const numbers = plain.split(".").map(Number);
    const whole = plain.includes(".") && numbers[0] <= 10 ? numbers : [10, 0, ...numbers];
    return new Keyed([whole, 0], whole);
  }
  const pack = / ?sp ?([0-9])$/u.exec(plain);
  const name = pack ? plain.slice(0, pack.index) : plain;
  let build = BUILDS[name];
  if (!build) {
    const [kind, ...rest] = name.split(" ");
    const release = rest.join(" ");
    if ((kind === "10" || kind === "11") && !release) return new Keyed([[10, 0], 0], [10, 0]);
    const number = RELEASES[kind]?.[release];
    build = number && [10, 0, number];
  }
  if (!build) return null;
  const service = pack ? Number(pack[1]) : 0;
  return new Keyed([build, service], service ? [...build, `sp${service}`] : build);
}

function acrobat(text) {
  const found = numbered(text);
  if (!found || found.prefix || found.release.length !== 3) return found;
  const [year, ...rest] = found.release;
  if (year < 15 || year > 99) return found;
  return new Numbered("year", [2000 + year, ...rest], found.train, found.tail);
}

const END = 0;
function weight(character) {
  if (character === "~") return -1;
  return /[A-Za-z]/u.test(character) ? character.charCodeAt(0) : character.charCodeAt(0) + 256;
}

function debianKey(text) {
  const key = [...text.matchAll(/([^0-9]*)([0-9]*)/gu)].map(([, word, digits]) => [
    [...[...word].map(weight), END],
    whole(digits || "0"),
  ]);
  while (key.length && key.at(-1)[0].length === 1 && key.at(-1)[1] === 0) key.pop();
  return [...key, [[END], 0]];
}

function debian(text) {
  const found = /^(?:([0-9]{1,9}):)?([0-9][A-Za-z0-9.+~:-]*?)(?:-([A-Za-z0-9.+~]+))?$/u.exec(text.trim());
  if (!found || text.length > 120) return null;
  const key = [Number(found[1] ?? 0), debianKey(found[2]), debianKey(found[3] ?? "")];
  return new Keyed(key, text.trim().split(/[.-]/u));
}

const SCHEMES = { windows, acrobat, debian };
const read = new Map();

// The version that a text is in a scheme; null for what is none.
export function versionOf(text, scheme) {
  if (!scheme) return numbered(text);
  const key = `${scheme} ${text}`;
  if (!read.has(key)) read.set(key, SCHEMES[scheme]?.(text) ?? null);
  return read.get(key);
}
