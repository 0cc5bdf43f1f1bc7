// The worker of « Suis-je concerné ? »: it fetches the rules, reads an inventory and compares both. It asks for
// nothing once the rules are there, and what it asks for is the same whatever the inventory.
import { ANSWERS, csvOf, grouped, inOrder, jsonOf, kept, markOf, noticeOf, ranked } from "./answering.js";
import { json } from "./identifiers.js";
import { bytesOf, decoded, inventoryOf, linesOf, Unreadable } from "./inventory.js";
import { Matcher } from "./matching.js";
import { why } from "./reasons.js";

const AT_ONCE = 100;
let index = null;
let matcher = null;
let inventory = null;
let answers = [];
let stopped = false;

// Lets messages in, such as one to stop; a timer would wait longer each time (HTML Standard, "timer nesting level").
const { port1, port2 } = new MessageChannel();
const breath = () =>
  new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(null);
  });

const deeds = {
  // The rules of some years: `addresses` of their files, beside that of the index.
  async load({ address, addresses }) {
    index ??= await json(address);
    const parts = await Promise.all(addresses.map((part) => json(part)));
    matcher = new Matcher(index, parts);
    matcher.notices = ranked(matcher.notices.map(noticeOf));
    const newest = matcher.notices.map(({ updated }) => updated).sort();
    return { count: matcher.notices.length, newest: newest.at(-1) ?? "" };
  },

  async read({ file, text }) {
    inventory = inventoryOf(text ?? decoded(await bytesOf(file)), index.vocabulary.columns);
    const { lines, header, columns, rows } = inventory;
    return { count: lines.length, header, columns, sample: rows?.slice(0, 3) ?? null };
  },

  // Other columns than those that were found.
  columns({ columns }) {
    inventory = { ...inventory, columns, lines: linesOf(inventory.rows, columns) };
  },

  async compare() {
    stopped = false;
    const found = [];
    for (const [place, line] of inventory.lines.entries()) {
      for (const { notice, answer, sure, clause, version } of matcher.answers(line))
        found.push({ notice: matcher.notices[notice], answer, sure, clause, version, line });
      if (place % AT_ONCE === AT_ONCE - 1) {
        self.postMessage({ progress: place + 1, total: inventory.lines.length });
        await breath();
        if (stopped) return null;
      }
    }
    answers = found.sort(inOrder);
    return told();
  },

  stop() {
    stopped = true;
  },

  // Some groups of those that the filters keep, ready to be shown.
  show({ by, from, count, filters, seen }) {
    const fresh = seen ? new Set(seen) : null;
    const groups = grouped(kept(answers, { ...filters, fresh }), by);
    return { total: groups.length, groups: groups.slice(from, from + count).map((group) => group.map(shown)) };
  },

  marks: () => answers.map(markOf),
  // Files are handed over as such: their text may be as long as a book, and the page need not hold it.
  csv: ({ root, filters }) => new Blob([csvOf(kept(answers, filters), root)]),
  json: ({ filters }) => new Blob([jsonOf(kept(answers, filters))]),
};

function shown(found) {
  return {
    answer: ANSWERS[found.answer],
    kind: found.answer === "concerned" ? "concerned" : "check",
    notice: found.notice,
    line: found.line,
    fixed: found.clause?.fixed ?? "",
    why: why(found),
  };
}

function told() {
  const lines = (wanted) => new Set(answers.filter(({ answer }) => answer === wanted).map(({ line }) => line.number));
  const concerned = lines("concerned");
  const check = lines("to_check");
  return {
    lines: inventory.lines.length,
    concerned: concerned.size,
    check: [...check].filter((number) => !concerned.has(number)).length,
    none: inventory.lines.length - new Set([...concerned, ...check]).size,
    pairs: answers.length,
  };
}

self.onmessage = async ({ data: { id, deed, value } }) => {
  try {
    self.postMessage({ id, result: await deeds[deed](value ?? {}) });
  } catch (error) {
    self.postMessage({ id, refused: error instanceof Unreadable ? error.message : null, failed: String(error) });
  }
};
