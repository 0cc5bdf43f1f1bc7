// Names that a line gives only in part: « Splunk 9.0 » for Splunk Enterprise, a pump without its model
// (concerned/partly.py). The answer is to be checked.
import { texts } from "./plain.js";
import { versionsIn } from "./spotting.js";

const PLATFORMS = ["android", "ios", "linux", "mac", "macos", "unix", "windows"];
const SHORTEST = 4;
const MODEL = 4;
const FEWEST_KNOWN = 2;
const MADE_FOR = ["agent", "client", "cloud", "mobile", "server"];
const BEHIND = /(?<=[0-9])[a-z]+$/u;
const OF_A_SERIES = /^(?!19|20)[1-9][0-9]{3}$/u;
const YEAR = /^(?:19|20)[0-9]{2}$/u;
const LETTERS = /^[a-z]+$/u;
const DIGITS = /^[0-9]+$/u;
const isMixed = (term) => term.length >= MODEL && hasDigit(term) && !/^[0-9]+$/u.test(term);
const hasDigit = (text) => /[0-9]/u.test(text);

const seriesOf = (model) => [`${model.slice(0, 2)}00`, `${model[0]}000`];

// The models of a line of which a name says the series, with their letters: 9372PX of « Nexus 9000 ».
function ofASeries(terms, looked) {
  looked.models ??= [...looked.forms].filter(([form, made]) => made.length === 1 && OF_A_SERIES.test(form));
  if (!looked.models.length) return [];
  const series = new Set(terms.map((term) => term.replace(BEHIND, "")));
  const models = looked.models.map(([form]) => form).filter((form) => seriesOf(form).some((one) => series.has(one)));
  const glued = [...looked.forms.values()].filter(
    (made) => made.length === 2 && models.includes(made[0]) && LETTERS.test(made[1]),
  );
  return [...models, ...glued.map(([, letters]) => letters)];
}

// The numbers of a line that may be a model, not a short one of a version; and letters of versions.
function toldOf(looked) {
  const dotted = versionsIn(looked.versions, new Set()).filter((version) => version.includes("."));
  const told = new Set(dotted.flatMap(texts));
  const numbers = [...looked.forms]
    .filter(([form, made]) => made.length === 1 && hasDigit(form) && !(told.has(form) && form.length < MODEL))
    .map(([form]) => form);
  return { numbers, letters: new Set([...told].filter((piece) => LETTERS.test(piece))) };
}

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
  #says;
  #editions = new Map();
  #byTerm = new Map();
  #bySeries = new Map();
  #owners = new Map();

  // `makers` has the words by which vendors are known.
  constructor(names, vendorWords, makers, { common, generic, little, corporate }) {
    this.#names = names;
    this.#vendorWords = vendorWords;
    this.#common = new Set(common);
    this.#empty = new Set([...generic, ...little]);
    const ofMakers = corporate.filter((word) => !this.#common.has(word));
    this.#says = new Set([...this.#empty, ...ofMakers, ...PLATFORMS]);
    names.forEach(({ terms, vendors, weak }, number) => {
      if (weak && !terms.some(hasDigit)) for (const vendor of vendors) put(this.#editions, vendor, number);
      for (const series of terms.length > 1 ? new Set(terms.map((term) => term.replace(BEHIND, ""))) : []) {
        if (OF_A_SERIES.test(series) && series.endsWith("00")) put(this.#bySeries, series, number);
      }
      for (const term of terms.filter((one) => this.#tells(one))) {
        this.#owners.set(
          term,
          (this.#owners.get(term) ?? vendors).filter((vendor) => vendors.includes(vendor)),
        );
      }
      const own = terms.filter((term) => !this.#common.has(term));
      for (const term of vendors.length && terms.length > 1 ? terms : []) {
        const alone = own.length === 1 && own[0] === term;
        if (this.#tells(term) || isMixed(term) || alone) put(this.#byTerm, term, number);
      }
      // Of an unknown maker, told by the first word alone: « Xorg » of X.Org X11.
      const [first] = terms;
      const leads = !vendors.length && terms.length >= FEWEST_KNOWN && this.#tells(first) && !makers.has(first);
      if (leads) put(this.#byTerm, first, number);
    });
  }

  #tells(term) {
    return term.length >= SHORTEST && LETTERS.test(term) && !this.#common.has(term) && !this.#empty.has(term);
  }

  // Beside the names `known`, by their numbers, that the line has as a whole, with what each covers.
  matches(looked, known) {
    const said = [...looked.forms]
      .filter(([form, made]) => made.length === 1 && form.length > 1 && LETTERS.test(form) && !this.#says.has(form))
      .map(([form]) => form);
    const found = [];
    for (const vendor of looked.vendors) {
      const own = this.#vendorWords.get(vendor);
      if (!(said.length && own && said.every((word) => own.has(word)))) continue;
      for (const number of this.#editions.get(vendor) ?? []) {
        if (!known.has(number)) found.push(this.#part(number, [], true));
      }
    }
    for (const number of this.#begun(said, looked, known)) {
      const { terms } = this.#names[number];
      const part = this.#part(
        number,
        terms.filter((term) => looked.forms.has(term)),
        false,
      );
      const models = ofASeries(terms, looked);
      const covered = new Set([...part.core, ...models]);
      found.push({ ...part, covered, byVersion: this.#isKnownBy(part, models, looked) });
    }
    return found;
  }

  // Most names fall at the first of what is asked of them.
  #begun(said, looked, known) {
    const found = new Set();
    for (const term of looked.forms.keys()) {
      const ofSeries = OF_A_SERIES.test(term) ? seriesOf(term).flatMap((one) => this.#bySeries.get(one) ?? []) : [];
      for (const number of [...(this.#byTerm.get(term) ?? []), ...ofSeries]) {
        const name = this.#names[number];
        if (
          this.#isOfItsMaker(name, said, looked) &&
          !found.has(number) &&
          !known.has(number) &&
          this.#isBegun(name, said, looked, known)
        )
          found.add(number);
      }
    }
    return [...found].sort((one, other) => one - other);
  }

  // Where a line tells no vendor, a word that only this one's products have tells it.
  #isOfItsMaker({ vendors }, said, looked) {
    if (!vendors.length) return true;
    if (looked.vendors.size) return vendors.some((vendor) => looked.vendors.has(vendor));
    return said.some((word) => this.#owners.get(word)?.some((vendor) => vendors.includes(vendor)));
  }

  #part(number, covered, loose) {
    const core = new Set(covered);
    return { number, name: this.#names[number], core, covered: core, sure: false, byVersion: false, loose };
  }

  // Whether a line of the vendor lacks but one word of a name: no model, nor what it is made for. A model of the series
  // that the name has is none that lacks.
  #isKnownBy({ name: { terms, vendors }, core }, models, looked) {
    const series = models.filter((model) => DIGITS.test(model)).flatMap(seriesOf);
    const missing = terms.filter((term) => !(core.has(term) || series.includes(term.replace(BEHIND, ""))));
    if (missing.length > 1 || missing.some((term) => MADE_FOR.includes(term))) return false;
    const words = [...core].filter((term) => this.#tells(term));
    if (!(words.length >= FEWEST_KNOWN || vendors.some((vendor) => looked.vendors.has(vendor)))) return false;
    const told = core.size + Number(models.length > 0);
    const enough = told >= FEWEST_KNOWN + Number(missing.some(hasDigit));
    return enough && (models.length > 0 || words.length > 0);
  }

  // Whether the line has no word but its own or its vendor's, and lacks one or only the model, and no known name has
  // as much of it.
  #isBegun({ terms, vendors, extra }, said, looked, known) {
    const covered = terms.filter((term) => looked.forms.has(term));
    const madeOf = new Set([...covered.flatMap((term) => looked.forms.get(term)), ...ofASeries(terms, looked)]);
    const makers = [...vendors, ...looked.vendors];
    const isOwn = (word) =>
      terms.includes(word) ||
      extra.includes(word) ||
      madeOf.has(word) ||
      makers.some((one) => this.#vendorWords.get(one)?.has(word));
    looked.told ??= toldOf(looked);
    if (!said.every((word) => looked.told.letters.has(word) || isOwn(word))) return false;
    const modelled = covered.some(hasDigit);
    const isTold = (form) => form.includes(".") || madeOf.has(form) || YEAR.test(form);
    if (!(modelled || looked.told.numbers.every(isTold))) return false;
    for (const { core } of known.values()) if (covered.every((term) => core.has(term))) return false;
    const begun = terms.slice(0, FEWEST_KNOWN);
    const isSaid = (term) => looked.forms.has(term) && LETTERS.test(term) && !this.#common.has(term);
    if (begun.length === FEWEST_KNOWN && begun.every(isSaid)) return true;
    const missing = terms.filter((term) => !(looked.forms.has(term) || hasDigit(term)));
    return missing.filter((term) => !this.#common.has(term)).length <= 1;
  }
}
