// What follows the numbers of a version (versions/suffixes.py).
const words = (text) => new Set(text.split(" "));

export const AFTER = words(
  "sp fp hf h cu update patch r s mr mp sr su es ssu if rollup ep ru cr psu spu esd xsp ext point",
);
export const CORRECTIONS = words("sp fp hf cu update patch mr mp sr su if rollup ep ru psu spu esd");
export const BEFORE = { alpha: 0, beta: 1, rc: 2 };
export const IDLE = words("lts esm ltss ltsr ltsc ga final stable esr sts extra");

const SAME = {
  "service pack": "sp",
  servicepack: "sp",
  "fix pack": "fp",
  fixpack: "fp",
  "cumulative update": "cu",
  "cumulative patch": "patch",
  "hot fix": "hf",
  hotfix: "hf",
  "patch level": "patch",
  patch: "patch",
  pl: "patch",
  p: "patch",
  "mise a jour": "update",
  update: "update",
  upd: "update",
  "maintenance release": "mr",
  "maintenance pack": "mp",
  "service release": "sr",
  u: "update",
  "release candidate": "rc",
  "interim fix": "if",
  ifix: "if",
  "esd#": "esd",
};

// A letter right after a number counts: 1.1.1p follows 1.1.1o, and is no patch as 9.3p1 is.
function patternOf(word) {
  const alone = `(?<![a-z])${word}(?![a-z])`;
  return word.length === 1 ? `${alone}(?:(?<![0-9]${word})|(?=[ .\\-#]?[0-9]))` : alone;
}

const WORDS = new RegExp(
  Object.keys(SAME)
    .map((word, place) => [word, place])
    .sort(([one, first], [other, second]) => other.length - one.length || second - first)
    .map(([word]) => patternOf(word))
    .join("|"),
  "g",
);

// A text in lower case without accents, in which each of those words is written in one way.
export const sameWords = (text) => text.replace(WORDS, (found) => SAME[found]);
