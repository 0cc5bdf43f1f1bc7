// An inventory as people have it to its lines: CSV, exports of GLPI and OCS, CycloneDX, SPDX, or free lines
// (concerned/inventory.py). What cannot be read is thrown as `Unreadable`, with a French sentence.
import { plain } from "./plain.js";

const SIZE_LIMIT = 50 * 1024 * 1024;
const LINE_LIMIT = 200000;
const COLUMN_LIMIT = 300;
const SURE = 0.9;
const SIGNATURES = [
  ["PK\x03\x04", "une archive ou un classeur (.zip, .xlsx, .ods)\u00a0: enregistrez la feuille en CSV"],
  ["\x1f\x8b", "un fichier compressé\u00a0: décompressez-le d’abord"],
  ["%PDF", "un PDF\u00a0: demandez l’inventaire en CSV"],
  ["\xd0\xcf\x11\xe0", "un ancien classeur (.xls)\u00a0: enregistrez la feuille en CSV"],
];
// How a text begins that is no inventory as one is read here, and what it is.
const WRITTEN = [
  [/^<(?:\?xml|!doctype|!--|[a-z])/iu, "du XML ou une page web"],
  [/^\{\\rtf/u, "un document (.rtf)"],
  [/^ID;P/u, "une feuille SYLK (.slk)"],
  [/^SPDXVersion:/u, "du SPDX écrit ligne par ligne"],
];
const SEEN = 4096;
const MOST_SIGNS = 40;
const FIRST_ROWS = 10;
const NOT_TEXT = "Le fichier n’est pas du texte\u00a0: exportez l’inventaire en CSV.";
const HEADER_ALONE = "Le tableau n’a aucune ligne sous son en-tête.";
const ROLES = ["vendor", "product", "version", "system", "system_version", "described"];

export class Unreadable extends Error {}

function refuseMoreThan(size) {
  if (size > SIZE_LIMIT) throw new Unreadable("Le fichier pèse plus de 50\u00a0Mio\u00a0: partagez-le en plusieurs.");
}

// What a file holds, unless there is too much of it to be read at once.
export async function bytesOf(file) {
  refuseMoreThan(file.size);
  return new Uint8Array(await file.arrayBuffer());
}

export function decoded(bytes) {
  const head = String.fromCharCode(...bytes.subarray(0, 4));
  for (const [signature, words] of SIGNATURES) {
    if (head.startsWith(signature)) throw new Unreadable(`Le fichier est ${words}.`);
  }
  if (head === "\xff\xfe\0\0" || head === "\0\0\xfe\xff") throw new Unreadable(NOT_TEXT);
  if (head.startsWith("\xff\xfe")) return new TextDecoder("utf-16le").decode(bytes);
  if (head.startsWith("\xfe\xff")) return new TextDecoder("utf-16be").decode(bytes);
  const first = bytes.subarray(0, 200);
  const even = first.filter((byte, place) => byte === 0 && place % 2 === 0).length;
  const odd = first.filter((byte, place) => byte === 0 && place % 2 === 1).length;
  if (even + odd > Math.floor(first.length / 4) && Math.min(even, odd) * 10 <= Math.max(even, odd)) {
    return new TextDecoder(odd > even ? "utf-16le" : "utf-16be").decode(bytes);
  }
  if (bytes.subarray(0, 4096).includes(0)) {
    throw new Unreadable(NOT_TEXT);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

// What a text holds: `rows` of cells with the `columns` of each role, or `lines` that are read already.
export function inventoryOf(whole, names) {
  refuseMoreThan(whole.length);
  refuseOtherTexts(whole.slice(0, SEEN));
  const text = whole.replace(/^sep=[^\r\n]\r?\n/iu, "");
  const first = text.trimStart()[0];
  if (first === "{" || first === "[") return { lines: ofJson(text, names), rows: null, header: null, columns: {} };
  const { rows, separator } = table(text, names);
  if (separator === null) {
    const written = fewEnough(rows.map(([line]) => line.trim()).filter(Boolean));
    const known = new Set(Object.values(names).flat());
    if (!written.length) throw new Unreadable("Le fichier est vide.");
    if (known.has(plain(written[0]))) written.shift();
    if (!written.length) throw new Unreadable(HEADER_ALONE);
    return {
      lines: written.map((line, place) => ({ number: place + 1, text: line })),
      rows: null,
      header: null,
      columns: {},
    };
  }
  if (rows[0].length > COLUMN_LIMIT) {
    throw new Unreadable(`Le tableau a plus de ${COLUMN_LIMIT} colonnes\u00a0: gardez éditeur, produit et version.`);
  }
  const found = columnsIn(rows[0], names);
  const has = "product" in found || "system" in found || Object.keys(found).length > 1;
  const body = fewEnough(has ? rows.slice(1) : rows).filter((row) => row.some((cell) => cell.trim()));
  if (!body.length) throw new Unreadable(HEADER_ALONE);
  const columns = has ? found : {};
  return { lines: linesOf(body, columns), rows: body, header: has ? rows[0] : null, columns };
}

function refuseOtherTexts(begun) {
  const found = WRITTEN.find(([pattern]) => pattern.test(begun.trimStart()));
  if (found) throw new Unreadable(`Le fichier est ${found[1]}\u00a0: exportez l’inventaire en CSV ou en JSON.`);
  const signs = [...begun].filter((sign) => sign < " " && !"\t\n\v\f\r\x1b".includes(sign)).length;
  if (signs > MOST_SIGNS) throw new Unreadable(NOT_TEXT);
}

function fewEnough(rows) {
  if (rows.length <= LINE_LIMIT) return rows;
  const most = `${LINE_LIMIT / 1000}\u00a0000`;
  throw new Unreadable(`L’inventaire a plus de ${most} lignes\u00a0: partagez-le en plusieurs fichiers.`);
}

// The lines of rows of which some columns have a role.
export function linesOf(rows, columns) {
  return rows.map((row, place) => {
    const number = place + 1;
    if (!("product" in columns || "system" in columns)) {
      return {
        number,
        text: row
          .map((cell) => cell.trim())
          .filter(Boolean)
          .join(" "),
      };
    }
    const cells = ROLES.map((role) => (row[columns[role]] ?? "").trim() || null);
    const [vendor, product, version, system, release, described] = cells;
    const own = [vendor, product, version].filter(Boolean).join(" ");
    const runs = [system, release].filter(Boolean).join(" ");
    return { number, text: [own, described, runs].filter(Boolean).join(" ; "), vendor, product, version };
  });
}

// What a header says besides: « Version (installée) », « Produit * ».
const ASIDE = / *[(*:[].*$/u;

// Between the words of « DisplayName » and « softwareVersion ».
const TOGETHER = /(?<=[a-z])(?=[A-Z])/gu;

// The place of each role's column, where a header has one.
function columnsIn(header, names) {
  const written = header.map((name) =>
    plain(name.replaceAll("_", " ").replace(TOGETHER, " "))
      .replace(ASIDE, "")
      .replace(/^[ "']+|[ "']+$/gu, ""),
  );
  const found = {};
  for (const [role, known] of Object.entries(names)) {
    const name = known.find((one) => written.includes(one) && !Object.values(found).includes(written.indexOf(one)));
    if (name !== undefined) found[role] = written.indexOf(name);
  }
  return found;
}

// The rows from the header on, where a title stands above it.
function fromHeader(rows, names) {
  const place = rows.slice(0, FIRST_ROWS).findIndex((row) => {
    const roles = columnsIn(row, names);
    return ("product" in roles || "system" in roles) && Object.keys(roles).length > 1;
  });
  return rows.slice(Math.max(place, 0));
}

function table(text, names) {
  let best = null;
  for (const separator of ";\t,|") {
    if (!text.slice(0, 65536).includes(separator)) continue;
    const rows = fromHeader(rowsOf(text, separator), names);
    const width = rows[0]?.length ?? 0;
    if (width < 2) continue;
    const even = rows.filter((row) => row.length === width).length / rows.length;
    const known = Object.keys(columnsIn(rows[0], names)).length;
    if (known && (!best || known > best.known || (known === best.known && width > best.rows[0].length))) {
      best = { known, separator, rows };
    } else if (!best && (separator === ";" || separator === "\t") && even >= SURE && rows.length > 1) {
      best = { known: 0, separator, rows };
    }
  }
  return best ?? { rows: text.split(/\r\n|[\n\r]/u).map((line) => [line]), separator: null };
}

// RFC 4180: a quoted cell may hold separators, quotes that are doubled, and its own line ends.
function rowsOf(text, separator) {
  const rows = [];
  let row = [];
  let place = 0;
  const end = () => {
    if (row.length > 1 || row[0]) rows.push(row);
    row = [];
  };
  while (place < text.length) {
    let cell = "";
    if (text[place] === '"') {
      const parts = [];
      let from = place + 1;
      while (true) {
        const close = text.indexOf('"', from);
        parts.push(text.slice(from, close < 0 ? text.length : close));
        place = close < 0 ? text.length : close + 1;
        if (close < 0 || text[place] !== '"') break;
        parts.push('"');
        from = place + 1;
      }
      cell = parts.join("");
    }
    let stop = place;
    while (stop < text.length && text[stop] !== separator && text[stop] !== "\n" && text[stop] !== "\r") stop++;
    row.push(cell + text.slice(place, stop));
    place = stop + 1;
    if (text[stop] !== separator) {
      if (text[stop] === "\r" && text[place] === "\n") place++;
      end();
    } else if (place >= text.length) row.push("");
  }
  if (row.length) end();
  return rows;
}

const objects = (value) => (Array.isArray(value) ? value.filter((item) => item && typeof item === "object") : []);
const isWord = (value) => typeof value === "string" || typeof value === "number";

function word(value) {
  const told = value && typeof value === "object" ? value.name : value;
  return (isWord(told) && String(told).trim()) || null;
}

// The objects at any depth, as agents of GLPI send them: « content », and « softwares » in it.
function nested(value) {
  const waiting = [value];
  const found = [];
  while (waiting.length) {
    const item = waiting.pop();
    if (!(item && typeof item === "object")) continue;
    if (!Array.isArray(item)) found.push(item);
    for (const inside of Object.values(item).reverse()) waiting.push(inside);
  }
  return found;
}

// The components, those in them, and last what the whole bill is of: a device is one of its owner's.
function components(value) {
  const waiting = [...objects([value.metadata?.component]), ...objects(value.components).reverse()];
  const found = [];
  while (waiting.length) {
    const item = waiting.pop();
    found.push(item);
    waiting.push(...objects(item.components).reverse());
  }
  return found;
}

function ofCyclonedx(item) {
  const vendor = ["supplier", "manufacturer", "publisher"].map((key) => word(item[key])).find(Boolean);
  return [vendor ?? null, word(item.name), word(item.version)];
}

// SPDX 2.3, 7.5 and 7.6: a supplier or an originator is an organization, a person, or not said.
function ofSpdx(item) {
  const told = [item.supplier, item.originator].map((one) => /^Organization: *([^()]+)/u.exec(word(one) ?? ""));
  const found = told.find(Boolean);
  return [found ? found[1].trim() : null, word(item.name), word(item.versionInfo)];
}

// SPDX 3.0: packages and those who supply them are elements of one graph.
function ofGraph(value) {
  const elements = objects(value);
  const names = new Map(elements.map((item) => [word(item.spdxId), word(item.name)]));
  return elements
    .filter((item) => word(item.type)?.endsWith("Package"))
    .map((item) => {
      const version = item.software_packageVersion || item.packageVersion;
      return [names.get(word(item.suppliedBy)) ?? null, word(item.name), word(version)];
    });
}

function ofRow(item, names) {
  const columns = columnsIn(Object.keys(item), names);
  const values = Object.values(item);
  return ROLES.slice(0, 3).map((role) => (role in columns ? word(values[columns[role]]) : null));
}

// The value of a text, or a list of those of its lines, where each is an object of its own.
function decodedJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    // Perhaps its lines are values.
  }
  try {
    const values = text
      .split(/\r\n|[\n\r]/u)
      .filter((line) => line.trim())
      .map((line) => JSON.parse(line));
    if (values.every((value) => value && typeof value === "object" && !Array.isArray(value))) return values;
  } catch {
    // Neither.
  }
  throw new Unreadable(
    "Le fichier commence comme du JSON et n’en est pas\u00a0: il est sans doute coupé. Exportez-le de nouveau.",
  );
}

function ofJson(text, names) {
  let value = decodedJson(text);
  const only = () => (Array.isArray(value) || Object.keys(value).length !== 1 ? null : Object.values(value)[0]);
  // GitHub puts a whole SPDX document under « sbom ».
  for (let inside = only(); inside && typeof inside === "object" && !Array.isArray(inside); inside = only())
    value = inside;
  let found;
  if (value.spdxVersion) found = objects(value.packages).map(ofSpdx);
  else if (value["@graph"]) found = ofGraph(value["@graph"]);
  else if (value.bomFormat === "CycloneDX" || value.components) found = components(value).map(ofCyclonedx);
  else {
    const listed = Array.isArray(value) ? [value] : Object.values(value);
    found = listed.flatMap(objects).map((item) => ofRow(item, names));
    if (!found.some((row) => row.some(Boolean))) {
      const rows = nested(value).map((item) => ofRow(item, names));
      found = rows.filter(([vendor, product, version]) => product && (vendor || version));
    }
  }
  const rows = fewEnough(found.filter((row) => row.some(Boolean)));
  if (!rows.length) {
    throw new Unreadable(
      "Le JSON n’est ni CycloneDX ni SPDX, ni une liste d’objets\u00a0: rien n’y ressemble à un inventaire.",
    );
  }
  return rows.map(([vendor, product, version], place) => ({
    number: place + 1,
    text: [vendor, product, version].filter(Boolean).join(" "),
    vendor,
    product,
    version,
  }));
}
