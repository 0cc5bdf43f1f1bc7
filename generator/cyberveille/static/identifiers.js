// Identifiers, exactly: the table of which notices bear one is cut into parts, found by the identifier's hash.
import { IDENTIFIERS, KINDS } from "./portal.js";

const FORM = /^(?:CVE-\d{4}-\d{4,}|[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-\d{4}-[A-Z]{3}-\d+)$/;

// The last byte of the CRC-32 (ISO-HDLC) of the UTF-8.
function part(identifier) {
  let crc = -1;
  for (const byte of new TextEncoder().encode(identifier)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc & 0xff;
}

// What was typed, as an identifier; null when it is none. Dashes that a word processor typed are accepted.
export function identifier(text) {
  const upper = text
    .trim()
    .toUpperCase()
    .replace(/[‐‑‒–—]/g, "-")
    .replace(/^CVE[ _]/, "CVE-");
  return FORM.test(upper) ? upper : null;
}

async function json(address) {
  const answer = await fetch(address);
  return answer.ok ? answer.json() : null;
}

// The address of a notice, relative to the portal's root, without the slash at its end.
export function addressOf(notice) {
  const [code, year] = [notice.split("-").at(-2), notice.split("-").at(-3)];
  const { section, byYear } = KINDS[code];
  return byYear ? `${section}/${year}/${notice}` : `${section}/${notice}`;
}

// The identifiers of the notices that bear `wanted`, the newest first.
export async function bearers(wanted, root) {
  const name = part(wanted).toString(16).padStart(2, "0");
  const table = await json(new URL(`${IDENTIFIERS}${name}.json`, root));
  return table?.[wanted] ?? [];
}

// A notice in the shape of Pagefind's results, from the data beside its page.
export async function notice(id, root, dateOf) {
  const address = addressOf(id);
  const data = await json(new URL(`${address}.json`, root));
  if (!data) return null;
  return {
    excerpt: null,
    text: data.in_brief?.what ?? data.summary ?? data.sections?.[0]?.text ?? "",
    meta: {
      title: data.title,
      id,
      kind: Object.values(KINDS).find((kind) => kind.name === data.kind)?.label,
      severity: data.severity?.label,
      date: dateOf(data.published),
    },
  };
}
