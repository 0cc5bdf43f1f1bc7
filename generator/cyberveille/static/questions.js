// What is asked: of a form or of an address, in the words and the identifiers that the index knows.
import { FILTERS } from "./filters.js";
import { named } from "./identifiers.js";
import { LEADING, question, withoutEmpty } from "./words.js";

// What the page tells of the index, `recent=0123 2026=4567|2025=89ab 2024=cdef#0246`: its stages, what is searched
// together, each with its shards and what their tables of contents are called, and a file with those of the first stage.
export function toldOf(told) {
  const [listed, tables = ""] = told.split("#");
  const parts = listed.split("|").map((stage) => stage.trim());
  return { stages: parts.filter(Boolean).map((stage) => stage.split(" ").map((shard) => shard.split("="))), tables };
}

// How many stages of the index a question went through: what going back restores.
export const deepOf = (state) => state?.deep ?? 1;

// What is asked by the `values` of a form, or of an address.
export function questionOf(values, deep) {
  const filters = {};
  for (const name of FILTERS) {
    const value = (values.get(name) ?? "").trim();
    if (value) filters[name] = value;
  }
  return {
    q: (values.get("q") ?? "").trim(),
    filters,
    order: values.get("order") ?? "",
    narrowed: Object.keys(filters).length > 0,
    deep,
  };
}

// The keys of the identifiers that a question may name.
export const keysOf = ({ q }) => named(withoutEmpty(q));

export const byRelevance = ({ q, order }) => q && order !== "date";

// A question as the index is asked it, or nothing where none of its words tells anything; the worker gets the results
// ready that come first by relevance.
export function inWords(asked) {
  const { units, spelt } = question(asked.q);
  if (asked.q && !units.length) return;
  return { units, spelt, filters: asked.filters, leading: byRelevance(asked) ? LEADING : 0 };
}
