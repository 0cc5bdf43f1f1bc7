// Whether a line of an inventory is concerned by a notice (concerned/matching.py): « concerned », « to_check », or
// nothing at all.

import { another, answer, isSubset, NOWHERE, Pairs } from "./deciding.js";
import { eachVersion, Reader } from "./lines.js";
import { Partly } from "./partly.js";
import { clauseOf } from "./placing.js";
import { lettersLeftOut } from "./plain.js";

const SHORTEST_SLIP = 4;
const SHORT_NAME = 3;
const OFTEN = 3;
const WEAK = 1;
const OPEN = 2;
const MOST_KEPT = 20000;
const LETTERS = /^[a-z]+$/u;

const words = (text) => (text ? text.split(" ") : []);

// Places told by how far back each stands, one or several: 0 is the next one that was not told yet.
function placesOf() {
  let next = 0;
  return (told) => [told].flat().map((back) => (back ? next - back : next++));
}

const push = (map, key, value) => {
  const found = map.get(key);
  if (found) found.push(value);
  else map.set(key, [value]);
};

// Of the answers to several versions, the most concerned one for each notice.
function mostConcerned(answers) {
  if (answers.length === 1) return answers[0];
  const best = new Map();
  for (const found of answers.flat()) {
    const known = best.get(found.notice);
    if (!known || (known.answer !== "concerned" && found.answer === "concerned")) best.set(found.notice, found);
  }
  return [...best.values()].sort((one, other) => one.notice - other.notice);
}

export class Matcher {
  notices = [];
  #names = [];
  #rulesOf = [];
  #vendors;
  #vendorWords;
  #frequency = new Map();
  #byTerm = new Map();
  #slips = new Map();
  #reader;
  #partly;
  #first;
  #last;
  #answered = new Map();
  #open;
  #right;
  #beside;

  // `index` is the file of that name, `parts` those of its years.
  constructor(index, parts) {
    this.#vendors = new Map(Object.entries(index.vendors));
    this.#vendorWords = new Map(Object.entries(index.words).map(([vendor, own]) => [vendor, new Set(own)]));
    const { open, beside, generic, little, common, translated } = index.vocabulary;
    this.#open = open;
    this.#beside = beside;
    this.#right = new Set([...generic, ...little, ...common, ...Object.keys(translated)]);
    const numbers = new Map();
    for (const part of parts) this.#take(part, numbers);
    this.#index();
    this.#reader = new Reader(index.vocabulary, this.#vendors);
    this.#first = new Int32Array(this.notices.length).fill(NOWHERE);
    this.#last = new Int32Array(this.notices.length);
    this.#partly = new Partly(this.#names, this.#vendorWords, this.#vendors, index.vocabulary);
  }

  #take(part, numbers) {
    for (const [key, vendor] of Object.entries(part.vendors)) {
      if (!this.#vendors.has(key)) this.#vendors.set(key, vendor);
    }
    for (const [vendor, own] of Object.entries(part.words)) {
      const known = this.#vendorWords.get(vendor) ?? new Set();
      for (const word of own) known.add(word);
      this.#vendorWords.set(vendor, known);
    }
    const places = part.names.map((row) => this.#name(row, numbers));
    const clauses = part.clauses.map(clauseOf);
    const namesAt = placesOf();
    const clausesAt = placesOf();
    part.rules.forEach((said, place) => {
      const notice = this.notices.length + place;
      for (let at = 0; at < said.length; at += 2) {
        const numbers = namesAt(said[at]);
        const rule = { notice, clauses: clausesAt(said[at + 1]).map((number) => clauses[number]) };
        for (const number of numbers) this.#rulesOf[places[number]].push(rule);
      }
    });
    this.notices.push(...part.notices);
  }

  #name([terms, vendors = "", flags = 0, extra = ""], numbers) {
    const key = `${terms}|${vendors}|${flags}|${extra}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = this.#names.length;
      numbers.set(key, number);
      this.#rulesOf.push([]);
      this.#names.push({
        terms: words(terms),
        vendors: words(vendors),
        extra: words(extra),
        weak: Boolean(flags & WEAK),
        open: Boolean(flags & OPEN),
      });
    }
    return number;
  }

  #index() {
    for (const { terms } of this.#names) {
      for (const term of terms) this.#frequency.set(term, (this.#frequency.get(term) ?? 0) + 1);
    }
    this.#names.forEach(({ terms }, number) => {
      const counts = terms.map((term) => this.#frequency.get(term));
      const rarest = counts.indexOf(Math.min(...counts));
      push(this.#byTerm, terms[rarest], number);
      for (const first of [rarest - 1, rarest]) {
        if (first >= 0 && first + 1 < terms.length) push(this.#byTerm, terms[first] + terms[first + 1], number);
      }
    });
    for (const term of new Set([...this.#frequency.keys(), ...this.#vendors.keys()])) {
      if (term.length > SHORTEST_SLIP && LETTERS.test(term)) {
        for (const left of lettersLeftOut(term)) push(this.#slips, left, term);
      }
    }
  }

  // What concerns a line and what is to be checked for it, each with the clause and the version that decided. Lines
  // that say the same, of which inventories are full, are looked at once.
  answers(line) {
    const key = [line.vendor, line.product, line.version, line.text].join("\n");
    let found = this.#answered.get(key);
    if (!found) {
      if (this.#answered.size > MOST_KEPT) this.#answered.clear();
      found = mostConcerned(eachVersion(line).map((one) => this.#answersOf(this.#corrected(this.#reader.look(one)))));
      this.#answered.set(key, found);
    }
    return found;
  }

  #answersOf(looked) {
    const matches = this.#matches(looked);
    const others = matches.filter(({ number, name }) => this.#rulesOf[number].length >= OFTEN && name.vendors.length);
    const most = Math.max(0, ...matches.map(({ covered }) => covered.size));
    const pairs = new Pairs(this.#first, this.#last);
    for (const match of matches) {
      const shadowed = others.some((other) => another(other, match));
      const larger = match.covered.size < most ? matches.filter(({ covered }) => isSubset(match.covered, covered)) : [];
      const asked = { match, larger, sure: match.sure && !shadowed, byVersion: match.byVersion && !shadowed };
      for (const rule of this.#rulesOf[match.number]) pairs.add(rule, asked);
    }
    const found = [];
    for (const notice of pairs.notices()) {
      const answered = answer(notice, pairs, looked);
      if (answered) found.push(answered);
    }
    pairs.clear();
    return found;
  }

  // A word that nobody uses may be one that is one slip away, unless it is a word: « modèle » is not Moodle.
  #corrected(looked) {
    const forms = new Map(looked.forms);
    const vendors = new Set(looked.vendors);
    for (const [form, made] of looked.forms) {
      for (const term of made.length === 1 ? this.#near(form) : []) {
        if (!forms.has(term)) forms.set(term, made);
        if (this.#vendors.has(term)) vendors.add(this.#vendors.get(term));
      }
    }
    const known = [...vendors].filter((vendor) => !vendor.startsWith("?"));
    const unheard = !known.length;
    return { ...looked, forms, vendors: unheard ? vendors : new Set(known), unheard, named: new Map() };
  }

  #near(form) {
    if (form.length < SHORTEST_SLIP || !LETTERS.test(form)) return [];
    if (this.#frequency.has(form) || this.#vendors.has(form) || this.#right.has(form)) return [];
    const near = [...lettersLeftOut(form)].flatMap((left) => this.#slips.get(left) ?? []);
    const close = (term) => term[0] === form[0] && Math.abs(term.length - form.length) <= 1;
    return [...new Set(near)].filter(close).sort();
  }

  #matches(looked) {
    const found = new Map();
    for (const form of looked.forms.keys()) {
      for (const number of this.#byTerm.get(form) ?? []) {
        const match = found.has(number) ? null : this.#match(number, looked);
        if (match) found.set(number, match);
      }
    }
    return [...found.values(), ...this.#partly.matches(looked, found)];
  }

  #match(number, looked) {
    const name = this.#names[number];
    const { terms } = name;
    if (terms.length === 1 && looked.beneath.has(terms[0])) return null;
    const pieces = [];
    for (let place = 0; place < terms.length; place++) {
      let made = looked.forms.get(terms[place]);
      if (!made && place + 1 < terms.length) {
        made = looked.forms.get(terms[place] + terms[place + 1]);
        place++;
      }
      if (!made) return null;
      pieces.push(made);
    }
    const kin = this.#kin(name, looked);
    const lone = terms.length === 1 && LETTERS.test(terms[0]);
    const elsewhere = kin === false && !name.open;
    if (elsewhere && (name.weak || (lone && !looked.unheard))) return null;
    // « Office RT 2013 » without its vendor may be it, « Portal 3.0 » anybody's. A vendor of whom no notice speaks may
    // be who sold it.
    const unsaid = kin === null && name.weak && name.vendors.length > 0;
    if (unsaid && (lone || looked.vendors.size)) return null;
    const loose = unsaid || (elsewhere && lone);
    const short = terms.length === 1 && terms[0].length <= SHORT_NAME && looked.vendors.size > 0;
    if (kin === null && name.vendors.length && short) return null;
    let sure = kin !== false || terms.length > 1 || !LETTERS.test(terms[0]);
    if (name.open) {
      const makers = this.#open[terms[0]] ?? [];
      sure = kin === true || !name.vendors.length || name.vendors.some((vendor) => makers.includes(vendor));
    }
    const core = new Set(pieces.flat());
    const covered = new Set([...core, ...name.extra.filter((term) => looked.forms.has(term))]);
    const beside = this.#beside.some((word) => looked.forms.has(word) && !covered.has(word));
    return { number, name, core, covered, sure: sure && !loose && !beside, byVersion: false, loose };
  }

  #isNamed(vendor, looked) {
    let named = looked.named.get(vendor);
    if (named === undefined) {
      named = looked.vendors.has(vendor);
      for (const word of named ? [] : (this.#vendorWords.get(vendor) ?? [])) {
        named ||= word.length > 1 && looked.forms.has(word);
      }
      looked.named.set(vendor, named);
    }
    return named;
  }

  // Whether the line's vendor is one of the name's; null where either is not told.
  #kin(name, looked) {
    if (!name.vendors.length) return null;
    if (name.vendors.some((vendor) => this.#isNamed(vendor, looked))) return true;
    return looked.sureVendor ? false : null;
  }
}
