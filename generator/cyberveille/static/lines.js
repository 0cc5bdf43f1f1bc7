// A line of an inventory, as rules look at it: its words, its vendors, the versions it may have (concerned/line.py).
import { joined, plain, texts } from "./plain.js";
import { toldApart, windowsIn } from "./spotting.js";

const LONGEST = 400;
const PATCHES = /kb ?[0-9]{5,8}|[0-9]{6}-[0-9]{2}|[a-z]{2}[0-9]{5,}|rhsa-[0-9]{4}:[0-9]+/gu;
const DATES = /\b20[0-9]{2}-[01][0-9]-[0-3][0-9]\b/gu;

export class Reader {
  #words;
  #vendors;
  #runs;
  #corporate;

  constructor(vocabulary, vendors) {
    this.#words = vocabulary.translated;
    this.#vendors = vendors;
    this.#runs = vocabulary.runs.map(([pattern, system]) => [new RegExp(pattern), system]);
    this.#corporate = new Set([...vocabulary.corporate, "and", "the"]);
  }

  look({ text, vendor, product, version }) {
    const cut = (written) => plain([...written].slice(0, LONGEST).join(""));
    const fields = [...new Set([vendor, product, text].filter(Boolean).map(cut))];
    const whole = fields.join(" ; ");
    const ran = this.#runs.filter(([pattern]) => pattern.test(whole)).map(([, system]) => system);
    const forms = new Map();
    for (const name of [...fields, ...ran]) joined(texts(this.#named(name)), forms);
    const maker = vendor ? this.#maker(vendor) : null;
    const told = version?.trim() ? plain(version) : null;
    const every = `${whole} ${plain(version ?? "")}`;
    return {
      forms,
      vendors:
        maker ??
        new Set(
          [...forms.keys()]
            .filter((form) => form.length > 1 && this.#vendors.has(form))
            .map((form) => this.#vendors.get(form)),
        ),
      sureVendor: Boolean(maker),
      versions: [...new Set([product, text].filter(Boolean).map(cut))].join(" ; "),
      version: told,
      windows: windowsIn(every),
      patches: new Set((every.match(PATCHES) ?? []).map((found) => found.replaceAll(" ", ""))),
      dates: `${whole} ${version ?? ""}`.match(DATES) ?? [],
    };
  }

  #named(text) {
    return toldApart(text).replace(/[a-z]+/gu, (word) => (Object.hasOwn(this.#words, word) ? this.#words[word] : word));
  }

  #maker(vendor) {
    const found = texts(plain(vendor));
    const kept = found.filter((word) => !this.#corporate.has(word));
    const key = (kept.length ? kept : found).join("");
    const known = [key, ...joined(found).keys()].filter((form) => this.#vendors.has(form));
    return new Set(known.length ? known.map((form) => this.#vendors.get(form)) : [`?${key}`]);
  }
}
