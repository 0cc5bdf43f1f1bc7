// Keys and values as `new` lays them out (cyberveille/writing); `form` says in which order, and what stands bare.
const BARE = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;
const DATED = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/;
const UNSEEN = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/gu;

export function entries(form, values, margin = "") {
  const keys = Object.keys(values).sort((one, two) => rank(form, one) - rank(form, two));
  return keys.map((key) => indented(entry(form, key, values[key]), margin)).join("");
}

/** The lines of a key at the left margin, as `new` lays them out. */
export function entry(form, key, value) {
  if (Array.isArray(value) && value.some((item) => typeof item === "object")) {
    return `${key}:\n${value.map((item) => `  - ${group(form, key, item, "    ")}`).join("")}`;
  }
  if (value !== null && typeof value === "object" && !Array.isArray(value)) {
    return `${key}:\n${pairs(form, key, value)
      .map((line) => `  ${line}\n`)
      .join("")}`;
  }
  return `${key}: ${plain(form, key, value)}\n`;
}

export function group(form, key, value, margin) {
  const told = pairs(form, key, value);
  const flow = `{${told.join(", ")}}`;
  return margin.length + flow.length <= form.width ? `${flow}\n` : `${told.join(`\n${margin}`)}\n`;
}

function pairs(form, key, value) {
  const order = form.groups[key] ?? [];
  const place = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
  const names = Object.keys(value).sort((one, two) => place(one) - place(two));
  return names.map((name) => `${name}: ${plain(form, name, value[name])}`);
}

function plain(form, key, value) {
  if (Array.isArray(value)) return `[${value.map((item) => plain(form, key, item)).join(", ")}]`;
  if (value !== null && typeof value === "object") return `{${pairs(form, key, value).join(", ")}}`;
  return scalar(form, key, value);
}

export function scalar(form, key, value) {
  const text = String(value);
  const bare = typeof value === "boolean" || DATED.test(text) || (form.bare.includes(key) && BARE.test(text));
  return bare ? text : quoted(text);
}

function quoted(text) {
  return JSON.stringify(text).replace(UNSEEN, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

export function rank(form, key) {
  return form.order.includes(key) ? form.order.indexOf(key) : form.order.length;
}

export function indented(lines, margin) {
  return margin ? lines.replace(/^(?=.)/gm, margin) : lines;
}
