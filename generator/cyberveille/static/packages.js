// Versions of packages: of Debian, of RPM, and of Python (versions/packaged.py).
import { Keyed } from "./keyed.js";
import { whole } from "./numbering.js";

const LONGEST = 120;
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

export function debian(text) {
  const found = /^(?:([0-9]{1,9}):)?([0-9][A-Za-z0-9.+~:-]*?)(?:-([A-Za-z0-9.+~]+))?$/u.exec(text.trim());
  if (!found || text.length > LONGEST) return null;
  const key = [Number(found[1] ?? 0), debianKey(found[2]), debianKey(found[3] ?? "")];
  return new Keyed(key, text.trim().split(/[.-]/u));
}

// As rpmvercmp orders it: a tilde before the end, the end before a caret, letters before numbers.
const RPM_END = [1, 0, ""];
const SIGNS = { "~": [0, 0, ""], "^": [2, 0, ""] };
const rpmRun = (run) => SIGNS[run] ?? (/[0-9]/u.test(run) ? [4, whole(run), ""] : [3, 0, run]);
const rpmKey = (text) => [...(text.match(/[0-9]+|[A-Za-z]+|[~^]/gu) ?? []).map(rpmRun), RPM_END];

export function rpm(text) {
  const found = /^(?:([0-9]{1,9}):)?([A-Za-z0-9._+~^]+)(?:-([A-Za-z0-9._+~^]+))?$/u.exec(text.trim());
  if (!found || text.length > LONGEST) return null;
  return new Keyed([Number(found[1] ?? 0), rpmKey(found[2]), rpmKey(found[3] ?? "")], text.trim().split(/[.-]/u));
}

const PYTHON = new RegExp(
  "^v?(?:([0-9]+)!)?([0-9]+(?:\\.[0-9]+)*)" +
    "(?:[._-]?(alpha|a|beta|b|preview|pre|c|rc)[._-]?([0-9]+)?)?" +
    "(?:-([0-9]+)|[._-]?(post|rev|r)[._-]?([0-9]+)?)?" +
    "(?:[._-]?(dev)[._-]?([0-9]+)?)?" +
    "(?:\\+([a-z0-9]+(?:[._-][a-z0-9]+)*))?$",
  "i",
);
const STAGES = { alpha: "a", beta: "b", c: "rc", pre: "rc", preview: "rc" };
const FIRST = [0];
const LAST = [2];

// A version of a Python package (PEP 440); 1.0.dev1 comes before 1.0a1, and 1.0 before 1.0+local.
export function python(text) {
  const found = text.length > LONGEST ? null : PYTHON.exec(text.trim());
  if (!found) return null;
  const [, era, numbers, stage, stageNumber, bare, post, postNumber, dev, devNumber, local] = found;
  const release = numbers.split(".").map(whole);
  const kept = release.slice(0, release.findLastIndex(Boolean) + 1);
  const said = stage?.toLowerCase();
  const corrected = Boolean(bare ?? post);
  const early = dev && !corrected ? FIRST : LAST;
  const key = [
    whole(era ?? "0"),
    kept,
    said ? [1, STAGES[said] ?? said, whole(stageNumber ?? "0")] : early,
    corrected ? [1, whole(bare ?? postNumber ?? "0")] : FIRST,
    dev ? [1, whole(devNumber ?? "0")] : LAST,
    local ? [1, ...local.toLowerCase().split(/[._-]/u).map(localPart)] : FIRST,
  ];
  return new Keyed(key, [key[0], ...release]);
}

const localPart = (part) => (/^[0-9]+$/u.test(part) ? [1, whole(part), ""] : [0, 0, part]);
