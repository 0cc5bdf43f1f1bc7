// Identifiers: what a text names, and the table of which notices bear it, cut into parts found by a hash.
import { IDENTIFIERS, KINDS } from "./portal.js";

// Forms that are an identifier wherever they stand; the others are one when the table knows them.
const CERTAIN = new RegExp(
  `^(?:${[
    "CVE-\\d{4}-\\d+",
    "(?:19|20)\\d\\d-(?!(?:19|20)\\d\\d$)\\d{4,}", // a CVE without its beginning; two years are none
    "(?:[A-Z][A-Z0-9]*-)*\\d{4}-[A-Z]{3}-\\d+", // ours, CERT-FR's
    "ICSM?A-\\d\\d-\\d{3}-\\d\\d[A-Z]?",
    "GHSA(?:-[0-9A-Z]{4}){3}",
    "(?:RH[SBE]A|ELSA|VMSA|PAN-SA|FG-IR|ZDI|EUVD|JVNDB|GLSA|SUSE-[SRO]U)-\\d+(?:-\\d+)+",
    "(?:DSA|DLA|USN|SSA|VDE|JSA|KB|CTX|APSB|MS|ADV|HPESB[A-Z]*)-?\\d\\d+(?:-\\d+)*",
    "CISCO-SA-\\d{6,}[A-Z0-9-]*",
  ].join("|")})$`,
);
const GLUED = /^CVE-?(\d{4})-?(\d{3,})$/u;
const WORD = /[A-Za-z0-9]+(?:[-_:.‐‑‒–—−][A-Za-z0-9]+)*/gu;
const FILE = /\.(?:html?|php|aspx?|jsp|json|xml|txt|pdf)$/iu;

// Capitals and digits in groups that hyphens part, whatever the signs: as the program makes the keys of its table.
export function keyOf(text) {
  const plain = text.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "");
  const key = plain
    .toUpperCase()
    .replace(/[^A-Z0-9]+/gu, "-")
    .replace(/^-|-$/gu, "");
  return key.replace(GLUED, "CVE-$1-$2");
}

// A key from its first digit on.
const numberOf = (key) => key.slice(Math.max(0, key.search(/\d/u)));

// « KB 5012345 » and « KB5012345 » are one.
const squeezed = (key) => key.replaceAll("-", "");

// The last byte of the CRC-32 (ISO-HDLC) of the UTF-8.
export function partOf(key) {
  let crc = -1;
  for (const byte of new TextEncoder().encode(numberOf(key))) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc & 0xff;
}

export const isCertain = (key) => CERTAIN.test(key);

const isLike = (key) => isCertain(key) || (key.length > 4 && /\d.*\d/u.test(key) && !/^\d+(?:-\d{1,2})+$/u.test(key));

// As written in an address, decoded as often as it was encoded.
function decoded(text) {
  let before = text;
  for (let times = 0; times < 3; times++) {
    try {
      const after = decodeURIComponent(before);
      if (after === before) break;
      before = after;
    } catch {
      break;
    }
  }
  return before;
}

// The keys that an address names, from its end, where what it leads to stands: those that are certain before the others.
export function inAddress(address) {
  const path = decoded(address.replace(/^[a-z]+:\/\/[^/]*/iu, "")).replace(/\p{Cf}/gu, "");
  const keys = (path.match(WORD) ?? [])
    .reverse()
    .map((word) => keyOf(word.replace(FILE, "")))
    .filter(isLike);
  return [...new Set([...keys.filter(isCertain), ...keys])];
}

// What a question names, as keys: the whole of it, a list, an address; nothing when it says more than that.
export function named(text) {
  const asked = text.trim();
  if (/^(?:[a-z]+:\/\/|[\w-]+(?:\.[\w-]+)+\/|\/)\S+$/iu.test(asked)) return inAddress(asked).slice(0, 1);
  const whole = keyOf(asked);
  if (isCertain(whole)) return [whole];
  const words = asked.split(/[\s,;/|]+/u).filter(Boolean);
  const keys = words.map(keyOf).filter(Boolean);
  if (keys.length > 1) return keys.every(isCertain) ? [...new Set(keys)] : [];
  return keys.filter(isLike);
}

// A formatter is long to make: only for who shows a notice.
const day = (moment) =>
  new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeZone: "Europe/Paris" }).format(moment);

export async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw Object.assign(new Error(`${answer.status} ${address}`), { status: answer.status });
  return answer.json();
}

// Whether a key has the form of the portal's own identifiers.
export const isOwn = (key) => /-\d{4}-[A-Z]{3}-\d+$/u.test(key) && key.split("-").at(-2) in KINDS;

// The address of a notice, relative to the portal's root, without the slash at its end.
export function addressOf(notice) {
  const [code, year] = [notice.split("-").at(-2), notice.split("-").at(-3)];
  const { section, byYear } = KINDS[code];
  return byYear ? `${section}/${year}/${notice}` : `${section}/${notice}`;
}

// The notices that bear a key, those in force first, then the newest: [[key as the table has it, notice], …].
// A number without its beginning is that of every publisher. Rejects when the table cannot be read.
export async function bearers(key, root) {
  const name = partOf(key).toString(16).padStart(2, "0");
  const table = await json(new URL(`${IDENTIFIERS}${name}.json`, root));
  const whole = /^\d/u.test(key) ? numberOf : squeezed;
  return Object.entries(table)
    .filter(([other]) => whole(other) === whole(key))
    .flatMap(([other, ids]) => ids.map((id) => [other, id]));
}

// A notice in the shape of the index's results, from the data beside its page. Rejects when there is none.
export async function notice(id, root) {
  const data = await json(new URL(`${addressOf(id)}.json`, root));
  return {
    text: data.in_brief?.what ?? data.summary ?? data.sections?.[0]?.text ?? "",
    meta: {
      title: data.title,
      id,
      kind: Object.values(KINDS).find((kind) => kind.name === data.kind)?.label,
      severity: data.severity?.label,
      date: day(new Date(data.published)),
      withdrawn: data.withdrawn && (data.withdrawn.erased ? "effacée" : "retirée"),
    },
  };
}
