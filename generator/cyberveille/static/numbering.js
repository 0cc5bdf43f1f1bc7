// Versions made of numbers and what follows them: 7.2.10, B.02, R1.2 SP3, 9.7 FP11, 17.3(3) (versions/numbered.py).
// `compare` answers -1, 0, 1, or null where the numbering does not tell.
import { AFTER, BEFORE, CORRECTIONS, IDLE, sameWords } from "./suffixes.js";

const LEAD = /^(?:versions?|ver|release|rel|rev|revision|v|r)[. ]?(?=[a-z0-9])/u;
const PREFIX = /^([a-z]{1,6})(?![a-z])(?:[.\- ]?(?=[0-9])|(?= |$))/u;
const NUMBERS = /^[0-9]+(?:\.[0-9]+)*(?:\([0-9]+(?:\.[0-9]+)*\))*/u;
const JUNOS = /^[0-9]{1,2}\.[0-9](?:r(?=[0-9])|(?<train>x[0-9]+|[fbi](?=[0-9])))/u;
const IOS = /^[0-9]+\.[0-9]+\([0-9]+[a-z]?\)(?<train>[a-z]{1,4})(?=[0-9]|[a-z]?$)/u;
const YEAR = /^(?:199[0-9]|20[0-9]{2})(?![0-9])/u;
const HALF_YEAR = /^([0-9]{2})h([12])$/u;
const PART = /([ ._\-+~:/(#)]{0,3})(?:([a-z]+)([ .\-#]?)([0-9]*)|([0-9]+))/uy;
const LONGEST = 120;
const DIGITS = 18;
const KNOWN = new Set(["alpha", "beta", "rc", "build", "release"]);
const PLAIN_WORDS = { p: "patch", u: "update" };
const read = new Map();

const order = (one, other) => (one < other ? -1 : Number(one > other));
const reversed = (found) => (found === null ? null : -found);

// A number, exact beyond what a plain one can tell.
export function whole(digits) {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}

const PLAIN = { "’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "−": "-", œ: "o" };

// As versions are compared: in lower case, without accents, one sign for one.
export function folded(text) {
  if (!/[^ -~]/u.test(text)) return text.toLowerCase();
  return [...text]
    .map((sign) => PLAIN[sign] ?? (/\s/u.test(sign) ? " " : [...sign.normalize("NFKD")][0].toLowerCase()))
    .join("");
}

export function numbered(text) {
  let found = read.get(text);
  if (found === undefined) {
    found = text.length > LONGEST ? null : version(sameWords(folded(text)).split(" ").filter(Boolean).join(" "));
    read.set(text, found);
  }
  return found;
}

function version(text) {
  const plain = text.replace(LEAD, "");
  const begins = PREFIX.exec(plain);
  let prefix = begins ? begins[1] : "";
  const rest = begins ? plain.slice(begins[0].length) : plain;
  const numbers = NUMBERS.exec(rest);
  if (!(numbers || prefix)) return null;
  const half = prefix ? null : HALF_YEAR.exec(rest);
  if (half) return new Numbered("half-year", [Number(half[1]), Number(half[2])]);
  const release = numbers ? numbers[0].match(/[0-9]+/gu) : [];
  if (release.some((digits) => digits.length > DIGITS)) return null;
  if (!prefix && YEAR.test(rest)) prefix = "year";
  let end = numbers ? numbers[0].length : 0;
  let train = "";
  const special = JUNOS.exec(rest) ?? IOS.exec(rest);
  const named = special?.groups.train;
  if (named && (named === "s" || !AFTER.has(named))) {
    train = named;
    end = special[0].length;
    const start = end - named.length;
    if (rest[start - 1] === ")" && !/[0-9]/u.test(rest[start - 2])) train += rest[start - 2];
  }
  const parts = tail(rest, end, Boolean(train));
  return parts && new Numbered(prefix, release.map(whole), train, parts);
}

function tail(rest, start, afterTrain) {
  const parts = [];
  let position = start;
  while (position < rest.length) {
    PART.lastIndex = position;
    const found = PART.exec(rest);
    if (!found) return rest.slice(position) === ")" && rest.slice(start).includes("(") ? parts : null;
    const made = part(found, afterTrain && position === start);
    const glued = found[1] === "" && found[5] && !(afterTrain || rest[position - 1] === ")");
    if (!made || glued) return null;
    if (!IDLE.has(made.word)) parts.push(made);
    position = PART.lastIndex;
  }
  return parts;
}

function part([, between, word, gap, digits, bare], gluedNumber) {
  if ((digits || bare || "").length > DIGITS || (word ?? "").length > 8) return null;
  if (bare) {
    if (between.replaceAll(" ", "") === "" && between && !gluedNumber) return null;
    return { word: gluedNumber ? "#" : between.replace(/^[ ()]+|[ ()]+$/gu, ""), number: whole(bare), letters: "" };
  }
  const known = AFTER.has(word) || IDLE.has(word) || KNOWN.has(word);
  if ((between === " " && !known && (gap || !digits)) || (gap && !digits)) return null;
  if (digits) return { word: PLAIN_WORDS[word] ?? word, number: whole(digits), letters: "" };
  if (word.length > 1 && (between || known || word.length > 2)) return { word, number: -1, letters: "" };
  return { word: "", number: -1, letters: word };
}

const isBefore = ({ word }) => word in BEFORE;
const same = (one, other) => one.word === other.word && one.number === other.number && one.letters === other.letters;

function againstNothing(made) {
  if (isBefore(made)) return -1;
  const later = AFTER.has(made.word) || (made.word === "" && made.letters !== "a" && made.letters !== "b");
  return later ? 1 : null;
}

function compareParts(one, other) {
  if (one.word === other.word) {
    if (Boolean(one.letters) !== Boolean(other.letters) || one.number < 0 !== other.number < 0) return null;
    return (
      order(one.number, other.number) ||
      order(one.letters.length, other.letters.length) ||
      order(one.letters, other.letters)
    );
  }
  if (isBefore(one) && isBefore(other)) return order(BEFORE[one.word], BEFORE[other.word]);
  if (isBefore(one) && againstNothing(other) === 1) return -1;
  return isBefore(other) && againstNothing(one) === 1 ? 1 : null;
}

const alikeParts = (one, other) =>
  typeof one === "object" && typeof other === "object" ? same(one, other) : one === other;

// How many values two lists have in common, from the left.
export function begunAlike(one, other, equal = (left, right) => left === right) {
  let count = 0;
  while (count < one.length && count < other.length && equal(one[count], other[count])) count++;
  return count;
}

export class Numbered {
  constructor(prefix, release, train = "", parts = []) {
    this.prefix = prefix;
    this.release = release;
    this.train = train;
    this.tail = parts;
  }

  get late() {
    return this.tail.length > 0 && !isBefore(this.tail[0]);
  }

  compare(other) {
    if (this.train !== other.train) return null;
    if (this.prefix !== other.prefix) {
      return this.prefix.length === 1 && other.prefix.length === 1 ? order(this.prefix, other.prefix) : null;
    }
    const common = Math.min(this.release.length, other.release.length);
    const alike = begunAlike(this.release, other.release);
    if (alike < common) return order(this.release[alike], other.release[alike]);
    if (this.release.length > other.release.length) return reversed(compareLonger(other, this));
    if (this.release.length < other.release.length) return compareLonger(this, other);
    return this.compareTails(other);
  }

  compareTails(other) {
    const common = Math.min(this.tail.length, other.tail.length);
    for (let place = 0; place < common; place++) {
      if (!same(this.tail[place], other.tail[place])) return compareParts(this.tail[place], other.tail[place]);
    }
    if (this.tail.length > common) return againstNothing(this.tail[common]);
    if (other.tail.length > common) return reversed(againstNothing(other.tail[common]));
    return 0;
  }

  cutShortOf(other) {
    const numbers = this.release.length;
    return (
      !this.tail.length &&
      (this.train === "" || this.train === other.train) &&
      this.prefix === other.prefix &&
      numbers <= other.release.length &&
      begunAlike(this.release, other.release) === numbers &&
      (numbers < other.release.length || other.tail.length > 0 || this.train !== other.train)
    );
  }

  addsTo(other) {
    return (
      this.release.length === other.release.length &&
      begunAlike(this.release, other.release) === this.release.length &&
      this.tail.length > 0 &&
      CORRECTIONS.has(this.tail[0].word)
    );
  }

  within(branch) {
    if (this.prefix !== branch.prefix) return this.release.length || branch.release.length ? null : false;
    const numbers = branch.release.length;
    const mine = Math.min(this.release.length, numbers);
    if (begunAlike(this.release, branch.release) < mine) return false;
    if (mine < numbers) return null;
    // 12.x has each train of it.
    if (this.train !== branch.train && (branch.train || numbers > 1))
      return branch.train && (this.train || this.tail.length) ? false : null;
    return this.#follows(branch);
  }

  #follows(branch) {
    if (!branch.tail.length) return true;
    if (this.release.length > branch.release.length) return null;
    const alike = begunAlike(this.tail, branch.tail, same);
    if (alike === branch.tail.length) return true;
    if (alike === Math.min(this.tail.length, branch.tail.length)) return null;
    return this.compareTails(branch) === null ? null : false;
  }

  shares(other) {
    if (this.train !== other.train || this.prefix !== other.prefix) return 0;
    return begunAlike([...this.release, ...this.tail], [...other.release, ...other.tail], alikeParts);
  }

  get depth() {
    return this.tail.length ? this.release.length : Math.max(1, this.release.length - 1);
  }
}

// 9.7 FP11 says nothing of 9.7.0.3; 9.7 is earlier than it.
function compareLonger(shorter, longer) {
  const more = longer.release.slice(shorter.release.length).some(Boolean);
  if (shorter.late && (more || longer.late)) return null;
  return more ? -1 : shorter.compareTails(longer);
}
