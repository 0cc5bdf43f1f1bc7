// Narrows the directory of products to what is typed, in the page itself: nothing is asked of a server.
const plain = (text) =>
  text
    .normalize("NFKD")
    .replace(/[\p{M}\s™®©’'-]/gu, "")
    .toLowerCase();

const form = document.querySelector("[data-filter]");
const field = form.querySelector("input");
const status = form.querySelector("[role=status]");
const letters = document.querySelector(".cv-letters");
const groups = [...document.querySelectorAll("[data-group]")].map((section) => ({
  section,
  vendors: [...section.querySelectorAll("[data-vendor]")].map((item) => ({
    item,
    name: plain(item.querySelector("a").textContent),
    products: [...item.querySelectorAll("[data-product]")].map((product) => ({
      item: product,
      name: plain(product.querySelector("a").textContent),
    })),
  })),
}));

// A vendor whose name fits keeps all of its products; any other keeps those whose names fit.
function narrow(vendor, wanted) {
  const whole = vendor.name.includes(wanted);
  let left = 0;
  for (const product of vendor.products) {
    product.item.hidden = !(whole || product.name.includes(wanted) || (vendor.name + product.name).includes(wanted));
    if (!product.item.hidden) left += 1;
  }
  vendor.item.hidden = !(whole || left);
  return vendor.item.hidden ? 0 : 1;
}

function apply() {
  const wanted = plain(field.value);
  let left = 0;
  for (const group of groups) {
    const shown = group.vendors.reduce((sum, vendor) => sum + narrow(vendor, wanted), 0);
    group.section.hidden = !shown;
    left += shown;
  }
  letters.hidden = wanted !== "";
  if (!wanted) status.textContent = "";
  else if (left) status.textContent = left > 1 ? `${left} éditeurs` : "1 éditeur";
  else status.textContent = "Aucun éditeur ni produit de ce nom ne figure dans une notice.";
}

field.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
apply();
