// Versions that are dates: 2014-09-29, 2023.06, 27/08/2013, 12 mars 2019, July 2018 (versions/dated.py).
import { Keyed } from "./keyed.js";
import { folded } from "./numbering.js";

const NAMES = [
  "janvier january jan",
  "fevrier february feb",
  "mars march mar",
  "avril april apr",
  "mai may",
  "juin june jun",
  "juillet july jul",
  "aout august aug",
  "septembre september sep",
  "octobre october oct",
  "novembre november nov",
  "decembre december dec",
];
const MONTHS = Object.fromEntries(NAMES.flatMap((names, place) => names.split(" ").map((name) => [name, place + 1])));
const YEAR_FIRST = /^([0-9]{4})(?:([-./])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?$/u;
const TOGETHER = /^((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})$/u;
const DAY_FIRST = /^([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4})$/u;
const NAMED = /^(?:([0-9]{1,2})(?:er)? )?([a-z]{3,9})\.? ([0-9]{4})$/u;
const LONGEST = 40;

// Where the other reading of strokes is a date too and another one, nothing is read.
export function dated(text) {
  const signs = [...text].slice(0, LONGEST + 1).join("");
  const plain = folded(signs).split(" ").filter(Boolean).join(" ");
  if (plain.length > LONGEST) return null;
  const together = TOGETHER.exec(plain);
  if (together) return date(...together.slice(1));
  const first = YEAR_FIRST.exec(plain);
  if (first) return date(first[1], first[3], first[4]);
  const strokes = DAY_FIRST.exec(plain);
  if (strokes) {
    const [, day, , month, year] = strokes;
    return date(year, day, month) && Number(day) !== Number(month) ? null : date(year, month, day);
  }
  const named = NAMED.exec(plain);
  const number = named && MONTHS[named[2]];
  return number ? date(named[3], number, named[1]) : null;
}

function daysIn(year, month) {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? 28 + Number(leap) : 31 - Number([4, 6, 9, 11].includes(month));
}

function date(...written) {
  const parts = written.filter((part) => part !== undefined).map(Number);
  const [year, month = 1, day = 1] = parts;
  const real = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return real ? new Keyed(parts, parts) : null;
}
