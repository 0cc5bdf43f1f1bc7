// Notices as the form reads and writes them: every value is text, and a line that nobody changed stays as it was.
//
// Decap makes values of a file and a file of values; what it wrote by itself would lose comments and turn 4.10 into
// 4.1. So the file comes along with the values, under a key that is never written.
import { entries, entry, group, indented, rank, scalar } from "./laying.js";
import { momentOf, NOW } from "./paris.js";
import { isMap, isScalar, isSeq, parseDocument } from "./yaml/index.js";

const SOURCE = "_source";
const UNREADABLE = "_unreadable";
const FENCED = /^(\ufeff?---[ \t]*\n)([\s\S]*?\n|)(---[ \t]*(?:\n|$))([\s\S]*)$/;

/** A format for Decap; `form` says how headers are laid out, `kind` which identifiers the notices have. */
export function noticeFormat(form, kind) {
  return {
    fromFile: (text) => readNotice(form, kind, text),
    toFile: (values) => writtenNotice(form, kind, values),
  };
}

/** The values of a file; of one that cannot be read, what says so: Decap would show, and save, an empty one. */
export function readNotice(form, kind, given) {
  const text = given.replace(/\r\n?/g, "\n");
  const [, , header, , body] = FENCED.exec(text) ?? [];
  try {
    if (header === undefined) throw new Error("pas d’en-tête entre deux lignes « --- »");
    const values = withPresentKeys(form, withFlags(form, parseHeader(header).toJS() ?? {}));
    const [, annee = "", , numero = ""] = kind.code ? String(values.id ?? "").split("-") : [];
    return { ...values, annee, body: body.trim(), numero, [SOURCE]: text };
  } catch (error) {
    const title = `En-tête illisible, à corriger dans git : ${error.message}`;
    return { body: text, title, [SOURCE]: text, [UNREADABLE]: error.message };
  }
}

/** The text of a file. Throws for one that could not be read: nothing is written over it. */
export function writtenNotice(form, kind, given) {
  const { [SOURCE]: source, [UNREADABLE]: fault, annee, body = "", numero, ...others } = given;
  if (fault) throw new Error(fault);
  if (kind.code && numero && !source) others.id = `${kind.prefix}-${annee}-${kind.code}-${numero}`;
  if (!source) {
    followPublication(others);
    return `---\n${entries(form, filled(others) ?? {})}---\n\n${body.trim()}\n`;
  }
  const [, opening, header, closing, text] = FENCED.exec(source);
  const node = parseHeader(header).contents;
  followPublication(others, node.get("published"));
  const kept = body.trim() === text.trim() ? text : `${/^\s*/.exec(text)[0] || "\n"}${body.trim()}\n`;
  const values = withFormerKeys(form, node, filled(others) ?? {});
  return `${opening}${changed(form, header, { margin: "", node }, values)}${closing}${kept}`;
}

/** Under the names that keys have now, by which the fields know them. */
function withPresentKeys(form, values) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [form.former[key] ?? key, value]));
}

/** A key that the file has under its former name keeps it while its value stays. */
function withFormerKeys(form, node, values) {
  const known = filled(node.toJSON()) ?? {};
  const named = Object.entries(values).map(([key, value]) => {
    const former = Object.keys(form.former).find((name) => form.former[name] === key && name in known);
    return [former && same(known[former], value) ? former : key, value];
  });
  return Object.fromEntries(named);
}

/** The only revision, of the moment of publication, moves with it; `before` is when that was until now. */
function followPublication(values, before = values.revisions?.[0]?.date) {
  const [first, ...others] = values.revisions ?? [];
  if (first && others.length === 0 && values.published && first.date === before) first.date = values.published;
}

function parseHeader(header) {
  const read = parseDocument(header, { schema: "failsafe" });
  if (read.errors.length > 0) throw new Error(read.errors[0].message);
  return read;
}

/** With true and false where a key holds one of them. */
function withFlags(form, value, key = "") {
  if (Array.isArray(value)) return value.map((item) => withFlags(form, item));
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withFlags(form, inner, name)]));
  }
  return form.flags.includes(key) && (value === "true" || value === "false") ? value === "true" : value;
}

/** Without what says nothing: empty texts, false, lists and groups of nothing; undefined when all of it does. */
function filled(value) {
  if (Array.isArray(value)) {
    const items = value.map(filled).filter((item) => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (value !== null && typeof value === "object") {
    const pairs = Object.entries(value).map(([name, inner]) => [name, filled(inner)]);
    const said = pairs.filter(([, inner]) => inner !== undefined);
    return said.length > 0 ? Object.fromEntries(said) : undefined;
  }
  const text = value === NOW ? momentOf(new Date()) : typeof value === "string" ? value.trim() : value;
  return text === "" || text === null || text === undefined || text === false ? undefined : text;
}

/** The text of a group of lines with other values: pairs that say the same keep their lines. */
function changed(form, text, { node, margin }, values) {
  if (!isMap(node)) return entries(form, values, margin);
  const before = filled(withFlags(form, node.toJSON())) ?? {};
  const blocks = blocksOf(text, node);
  const lines = blocks.pairs.flatMap(({ pair, start, end }) => {
    const key = pair.key.value;
    if (!(key in values)) return key in before ? [] : [{ key, text: text.slice(start, end) }];
    if (same(before[key], values[key])) return [{ key, text: text.slice(start, end) }];
    return [{ key, text: other(form, text, { end, key, margin, start, value: pair.value }, values[key]) }];
  });
  for (const key of Object.keys(values)) {
    if (!lines.some((line) => line.key === key)) {
      const after = lines.findLastIndex((line) => rank(form, line.key) < rank(form, key));
      lines.splice(after + 1, 0, { key, text: indented(entry(form, key, values[key]), margin) });
    }
  }
  return blocks.head + lines.map((line) => line.text).join("");
}

/** Where the lines of each pair begin and end; comments above a pair are of its block. */
function blocksOf(text, node) {
  const starts = node.items.map((pair) => above(text, lineStart(text, pair.key.range[0])));
  if (starts.length === 0) return { head: text, pairs: [] };
  const pairs = node.items.map((pair, number) => ({
    pair,
    start: starts[number],
    end: starts[number + 1] ?? text.length,
  }));
  return { head: text.slice(0, starts[0]), pairs };
}

function lineStart(text, position) {
  return text.lastIndexOf("\n", position - 1) + 1;
}

function above(text, start) {
  const previous = lineStart(text, Math.max(0, start - 1));
  return start > 0 && /^[ \t]*#/.test(text.slice(previous, start)) ? above(text, previous) : start;
}

/** The lines of a pair with another value. */
function other(form, text, block, value) {
  const { value: node, start, end, margin } = block;
  const line = lineStart(text, block.value ? block.value.range[0] : start);
  if (isScalar(node) && !node.type?.startsWith("BLOCK") && typeof value !== "object" && node.range[0] > start) {
    const space = text[node.range[0] - 1] === ":" ? " " : "";
    return `${text.slice(start, node.range[0])}${space}${scalar(form, block.key, value)}${text.slice(node.range[1], end)}`;
  }
  if (isSeq(node) && !node.flow && line > start && value.every((item) => typeof item === "object")) {
    return withItems(form, text, block, value);
  }
  const within = isMap(node) && !Array.isArray(value) && typeof value === "object";
  if (within && node.flow) {
    const before = filled(withFlags(form, node.toJSON())) ?? {};
    const lines = withScalars(form, text, { end, node, start, value: before }, value);
    if (lines !== undefined) return lines;
  }
  if (within && !node.flow && line > start) {
    const inner = text.slice(line, end);
    const read = parseHeader(inner).contents;
    const deeper = /^[ ]*/.exec(inner)[0];
    return text.slice(start, line) + changed(form, inner, { margin: deeper, node: read }, value);
  }
  return comments(text, start) + indented(entry(form, block.key, value), margin);
}

/** A list with other items: those that say the same keep their lines, and those that changed the rest of theirs. */
function withItems(form, text, { key, value: node, start, end }, items) {
  const dashes = node.items.map((item) => lineStart(text, item.range[0]));
  const margin = /^[ ]*/.exec(text.slice(dashes[0]))[0];
  const starts = dashes.map((dash) => above(text, dash));
  const known = node.items.map((item, number) => ({
    node: item,
    value: filled(withFlags(form, item.toJSON())),
    start: starts[number],
    end: starts[number + 1] ?? end,
  }));
  const kept = items.map((item) => {
    const at = known.findIndex((one) => !one.taken && same(one.value, item));
    if (at >= 0) known[at].taken = true;
    return known[at];
  });
  const lines = items.map((item, number) => {
    if (kept[number]) return text.slice(kept[number].start, kept[number].end);
    const former = known.find((one) => !one.taken);
    if (former) former.taken = true;
    return (
      (former && withScalars(form, text, former, item)) ??
      `${former ? comments(text, former.start) : ""}${margin}- ${group(form, key, item, `${margin}  `)}`
    );
  });
  return text.slice(start, starts[0]) + lines.join("");
}

/** The lines of a group of which only some scalars have another value; undefined when more changed. */
function withScalars(form, text, { node, value: before, start, end }, after) {
  const names = Object.keys(after);
  if (!isMap(node) || names.length !== Object.keys(before).length) return undefined;
  const others = names.filter((name) => !same(before[name], after[name]));
  const found = others.map((name) => ({ name, value: node.get(name, true) }));
  if (
    !found.every(
      ({ name, value }) => isScalar(value) && !value.type.startsWith("BLOCK") && typeof after[name] !== "object",
    )
  ) {
    return undefined;
  }
  found.sort((one, two) => two.value.range[0] - one.value.range[0]);
  return found.reduce(
    (lines, { name, value }) =>
      lines.slice(0, value.range[0] - start) + scalar(form, name, after[name]) + lines.slice(value.range[1] - start),
    text.slice(start, end),
  );
}

/** The lines of comments that begin at a place. */
function comments(text, start) {
  return /^(?:[ \t]*#.*\n)*/.exec(text.slice(start))[0];
}

function same(one, two) {
  if (Array.isArray(one) || Array.isArray(two)) {
    return (
      Array.isArray(one) &&
      Array.isArray(two) &&
      one.length === two.length &&
      one.every((item, at) => same(item, two[at]))
    );
  }
  if (one !== null && two !== null && typeof one === "object" && typeof two === "object") {
    const names = Object.keys(one);
    return names.length === Object.keys(two).length && names.every((name) => name in two && same(one[name], two[name]));
  }
  return one === two;
}
