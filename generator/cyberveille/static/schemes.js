// The ways of numbering, by the name that the registry gives them (versions/schemes.py).
import { dated } from "./dates.js";
import { Numbered, numbered } from "./numbering.js";
import { debian, python, rpm } from "./packages.js";
import { windows } from "./releases.js";

function acrobat(text) {
  const found = numbered(text);
  if (!found || found.prefix || !found.release.length || found.release.length > 3) return found;
  const [year, ...rest] = found.release;
  if (year < 15 || year > 99) return found;
  return new Numbered("year", [2000 + year, ...rest], found.train, found.tail);
}

const SCHEMES = { dates: dated, windows, acrobat, debian, rpm, python };
const read = new Map();

// The version that a text is in a scheme; null for what is none.
export function versionOf(text, scheme) {
  if (!scheme) return numbered(text);
  const key = `${scheme} ${text}`;
  if (!read.has(key)) read.set(key, SCHEMES[scheme]?.(text) ?? null);
  return read.get(key);
}
