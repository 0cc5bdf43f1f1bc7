// Names that a line gives only in part: « Splunk 9.0 » for Splunk Enterprise, a pump without its model
// (concerned/partly.py). The answer is to be checked.
import { texts } from "./plain.js";

const SHORTEST = 4;
const LETTERS = /^[a-z]+$/u;
const hasDigit = (text) => /[0-9]/u.test(text);

function put(map, key, value) {
  const found = map.get(key);
  if (found) found.push(value);
  else map.set(key, [value]);
}

export class Partly {
  #names;
  #vendorWords;
  #common;
  #empty;
  #editions = new Map();
  #byTerm = new Map();

  constructor(names, vendorWords, { common, generic, little }) {
    this.#names = names;
    this.#vendorWords = vendorWords;
    this.#common = new Set(common);
    this.#empty = new Set([...generic, ...little]);
    names.forEach(({ terms, vendors, weak }, number) => {
      if (weak && !terms.some(hasDigit)) for (const vendor of vendors) put(this.#editions, vendor, number);
      if (!vendors.length || terms.length < 2) return;
      for (const term of terms) if (this.#tells(term)) put(this.#byTerm, term, number);
    });
  }

  #tells(term) {
    return term.length >= SHORTEST && LETTERS.test(term) && !this.#common.has(term) && !this.#empty.has(term);
  }

  // Beside the names `known`, by their numbers, that the line has as a whole.
  matches(looked, known) {
    const said = [...looked.forms]
      .filter(([form, made]) => made.length === 1 && form.length > 1 && LETTERS.test(form) && !this.#empty.has(form))
      .map(([form]) => form);
    const found = [];
    for (const vendor of looked.vendors) {
      const own = this.#vendorWords.get(vendor);
      if (!(said.length && own && said.every((word) => own.has(word)))) continue;
      for (const number of this.#editions.get(vendor) ?? []) {
        if (!known.has(number)) found.push(this.#part(number, [], true));
      }
    }
    if (known.size) return found;
    const numbers = new Set(said.flatMap((term) => this.#byTerm.get(term) ?? []));
    for (const number of [...numbers].sort((one, other) => one - other)) {
      const name = this.#names[number];
      if (!this.#isBegun(name, said, looked)) continue;
      const covered = name.terms.filter((term) => looked.forms.has(term));
      found.push(this.#part(number, covered, false));
    }
    return found;
  }

  #part(number, covered, loose) {
    const core = new Set(covered);
    return { number, name: this.#names[number], core, covered: core, sure: false, loose };
  }

  // Whether the line has its vendor, no word but its own, and lacks one or only the model.
  #isBegun({ terms, vendors, extra }, said, looked) {
    if (!vendors.some((vendor) => looked.vendors.has(vendor))) return false;
    const isOwn = (word) =>
      terms.includes(word) || extra.includes(word) || vendors.some((one) => this.#vendorWords.get(one)?.has(word));
    if (!said.every(isOwn)) return false;
    const missing = terms.filter((term) => !looked.forms.has(term));
    const numbers = [...looked.forms].filter(([form, made]) => made.length === 1 && hasDigit(form));
    const named = new Set(terms.filter((term) => looked.forms.has(term)).flatMap(texts));
    if (!numbers.every(([form]) => form.includes(".") || named.has(form))) return false;
    const lone = missing.length === 1 && LETTERS.test(missing[0]) && !this.#common.has(missing[0]);
    return lone || missing.every(hasDigit);
  }
}
