// Narrows the directory of products to what is typed. Vendors stand in the page; their products, and what else people
// call both, are read once, when the field is first used. What is typed is sent to nobody.
import { element } from "./elements.js";

const SHOWN = 12;
const NOTHING = "Aucun éditeur ni produit de ce nom ne figure dans une notice.";
const UNREAD = "Les produits n’ont pas pu être chargés\u00a0: seuls les éditeurs sont filtrés.";

const plain = (text) =>
  text
    .normalize("NFKD")
    .replace(/[\p{M}\s™®©’'-]/gu, "")
    .toLowerCase();
const several = (count, word) => `${count.toLocaleString("fr-FR")} ${word}${count > 1 ? "s" : ""}`;

const directory = document.querySelector("[data-directory]");
const form = directory.querySelector("[data-filter]");
const field = form.querySelector("input");
const status = form.querySelector("[role=status]");
const letters = directory.querySelector(".cv-letters");
const vendors = new Map();
const groups = [...directory.querySelectorAll("[data-group]")].map((section) => ({
  section,
  vendors: [...section.querySelectorAll("[data-vendor]")].map(vendor),
}));
let asked = false;
let unread = false;

function vendor(item) {
  const link = item.querySelector("a");
  const made = { item, link, label: link.textContent, names: [plain(link.textContent)], products: [] };
  vendors.set(item.dataset.vendor, made);
  return made;
}

// The names of what has a page here are those of what may be followed.
function take({ name, label, also = [] }) {
  const [, slug, product] = name.split("/");
  const of = vendors.get(slug);
  if (!of) return;
  if (!product) of.names.push(...also.map(plain));
  else {
    const own = label.startsWith(`${of.label} `) ? label.slice(of.label.length + 1) : label;
    of.products.push({
      address: new URL(`${product}/`, of.link.href).href,
      label: own,
      names: [label, ...also].map(plain),
    });
  }
}

async function read() {
  const response = await fetch(form.dataset.choices);
  if (!response.ok) throw new Error(`${response.status}`);
  const { sorts } = await response.json();
  for (const sort of sorts) if (sort.directory) sort.choices.forEach(take);
}

// Tried again by the next letter, where it failed.
async function attempt() {
  try {
    await read();
    unread = false;
  } catch {
    unread = true;
    asked = false;
  }
  apply();
}

function start() {
  if (asked) return;
  asked = true;
  attempt();
}

// A vendor whose name fits shows its products, any other those whose names fit; the first of them, where they are many.
function narrow(vendor, wanted) {
  vendor.item.querySelector("ul")?.remove();
  const fits = ({ names }) => names.some((name) => name.includes(wanted));
  const whole = fits(vendor);
  const found = wanted ? vendor.products.filter((product) => whole || fits(product)) : [];
  vendor.item.hidden = !(whole || found.length);
  if (found.length) vendor.item.append(list(found));
  return { vendors: vendor.item.hidden ? 0 : 1, products: found.length };
}

function list(products) {
  const items = products.slice(0, SHOWN).map(({ address, label }) => {
    const link = element("a", "", label);
    link.href = address;
    return element("li", "", link);
  });
  if (products.length > SHOWN) {
    const left = several(products.length - SHOWN, "autre");
    items.push(element("li", "cv-muted", `et ${left}\u00a0: voyez la page de l’éditeur`));
  }
  return element("ul", "cv-maker__products", ...items);
}

function apply() {
  const wanted = plain(field.value);
  const left = { vendors: 0, products: 0 };
  for (const group of groups) {
    const shown = group.vendors.map((vendor) => narrow(vendor, wanted));
    group.section.hidden = !shown.some(({ vendors }) => vendors);
    for (const { vendors, products } of shown) {
      left.vendors += vendors;
      left.products += products;
    }
  }
  letters.hidden = wanted !== "";
  directory.classList.toggle("cv-directory--narrowed", wanted !== "");
  status.textContent = wanted ? told(left) : "";
}

function told(left) {
  const products = left.products ? `, ${several(left.products, "produit")}` : "";
  const found = left.vendors ? `${several(left.vendors, "éditeur")}${products}.` : unread ? "" : NOTHING;
  return unread ? `${found} ${UNREAD}`.trim() : found;
}

field.addEventListener("focus", start);
field.addEventListener("input", () => {
  start();
  apply();
});
form.addEventListener("submit", (event) => event.preventDefault());
apply();
