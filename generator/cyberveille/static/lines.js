// A line of an inventory, as rules look at it: its words, its vendors, the versions it may have (concerned/line.py).
import { codesIn, joined, lettersLeftOut, plain, texts } from "./plain.js";
import { toldApart, windowsIn } from "./windows.js";

const LONGEST = 400;
const PATCHES =
  /kb ?[0-9]{5,8}|[0-9]{6}-[0-9]{2}|[a-z]{2}[0-9]{5,}|xsa-?[0-9]{1,3}|rhsa-[0-9]{4}:[0-9]+|xs[0-9]{2}[a-z0-9]*e[a-z0-9]*[0-9]{3}/gu;
const BITS = /\(?\b(?:(?:32|64)[ -]?bits?|x64|x86(?:[-_]64)?|amd64|win(?:32|64))\b\)?/gu;
const UNDERSCORE = /(?<=[a-z)])_|_(?=[a-z(])/gu;
// A platform on which a product runs, and not the product: « pour Windows », « 7.0.1 (Windows) ».
const BENEATH = new RegExp(
  "(?:\\b(?:pour|for|sur|sous|on|under)(?: (?:les?|la|l'|the|systemes?|plateformes?|microsoft))*" +
    "|[0-9]\\.[0-9][^ ]*,?(?: \\()?) ?\\(?(windows|linux|macos|android|ios|unix|solaris)\\)?(?! [0-9vxmn])",
  "gu",
);
const DATES = /\b20[0-9]{2}-[01][0-9]-[0-3][0-9]\b/gu;

const MOST_VERSIONS = 20;
const BETWEEN_VERSIONS = /\s*(?:[\r\n]+|<br ?\/?>|\$#\$|\$\$\$\$)\s*/u;

// The line for each of the versions that one cell holds, line by line or as GLPI parts them.
export function eachVersion(line) {
  const versions = (line.version ?? "").trim().split(BETWEEN_VERSIONS).filter(Boolean);
  if (versions.length < 2) return [line];
  const names = [line.vendor, line.product].filter(Boolean).join(" ") || line.text;
  return versions.slice(0, MOST_VERSIONS).map((version) => ({ ...line, text: `${names} ${version}`, version }));
}

// Whose year is not told: a person says which.
const SERVER_ALONE = /\bwindows (?:server|serveur)\b(?! (?:update|backup|media|app))/u;
// Windows is known by its release, which patterns find: what is misspelt is righted first.
const WITH_A_SLIP = /\bw[a-z]{4,8}\b/gu;
const SERVER_WITH_A_SLIP = /(?<=\bwindows )s[a-z]{4,8}\b/gu;

function isNear(word, wanted) {
  if (word === wanted || Math.abs(word.length - wanted.length) > 1) return word === wanted;
  const left = lettersLeftOut(wanted);
  return [...lettersLeftOut(word)].some((other) => left.has(other));
}

const withoutBits = (text) => text.replace(BITS, " ");

export class Reader {
  #words;
  #vendors;
  #runs;
  #oneWord;
  #speltOut;
  #corporate;

  constructor(vocabulary, vendors) {
    this.#words = vocabulary.translated;
    this.#vendors = vendors;
    this.#runs = vocabulary.runs.map(([pattern, system]) => [new RegExp(pattern), system]);
    this.#oneWord = vocabulary.one_word.map((name) => [
      new RegExp(`\\b${name.replaceAll(" ", "[ -]?")}\\b`, "gu"),
      name.replaceAll(" ", ""),
    ]);
    this.#speltOut = vocabulary.spelt_out.map(([pattern, full]) => [new RegExp(pattern, "gu"), full.split("{}")]);
    this.#corporate = new Set([...vocabulary.corporate, "and", "the"]);
  }

  look({ text, vendor, product, version }) {
    const fields = [...new Set([vendor, product, text].filter(Boolean).map((field) => this.#read(field)))];
    const told = version ? withoutBits(this.#read(version)).replace(/^[ ,-]+|[ ,-]+$/gu, "") : "";
    const whole = fields.join(" ; ");
    const ran = this.#runs.filter(([pattern]) => pattern.test(whole)).map(([, system]) => system);
    const columns = product && told ? this.#inFull(`${this.#read(product)} ${told}`) : "";
    const every = `${whole} ; ${columns} ${told}`;
    const release = windowsIn(every);
    const windows = SERVER_ALONE.test(whole) ? ["windowsserveur"] : [];
    if (release) windows[0] = `windows ${release.startsWith("10.0.") ? "10" : release}`;
    const forms = new Map();
    for (const name of [...fields, ...ran, ...windows].map((one) => this.#named(one))) {
      joined(texts(name), forms);
      for (const code of codesIn(name)) {
        if (!forms.has(code.join(""))) forms.set(code.join(""), code);
      }
    }
    const maker = vendor ? this.#maker(vendor) : null;
    return {
      forms,
      vendors: maker ?? this.#makers(forms),
      sureVendor: Boolean(maker),
      versions: [...new Set([product, text].filter(Boolean).map((field) => withoutBits(this.#read(field))))].join(
        " ; ",
      ),
      version: told || null,
      windows: release,
      beneath: new Set([...whole.matchAll(BENEATH)].map(([, platform]) => platform)),
      patches: new Set((every.match(PATCHES) ?? []).map((found) => found.replaceAll(" ", ""))),
      dates: `${whole} ${told}`.match(DATES) ?? [],
    };
  }

  // A plain text, in which underscores between words are spaces: 1.8.0_202 keeps its own.
  #read(text) {
    const cut = text.length > LONGEST ? [...text].slice(0, LONGEST).join("") : text;
    return this.#inFull(plain(cut).replace(UNDERSCORE, " "));
  }

  // A plain text without short ways of writing: « W2K12 R2 », « Win10 », « WS2019 ».
  #inFull(written) {
    const told = this.#oneWord.reduce((text, [pattern, joined]) => text.replace(pattern, joined), written);
    const text = told.replace(WITH_A_SLIP, (word) => (isNear(word, "windows") ? "windows" : word));
    const righted = text.replace(SERVER_WITH_A_SLIP, (word) =>
      isNear(word, "server") || isNear(word, "serveur") ? "server" : word,
    );
    return this.#speltOut.reduce(
      (before, [pattern, full]) => before.replace(pattern, (_, name) => full.join(name)),
      righted,
    );
  }

  #makers(forms) {
    const known = [...forms.keys()].filter((form) => form.length > 1 && this.#vendors.has(form));
    return new Set(known.map((form) => this.#vendors.get(form)));
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
