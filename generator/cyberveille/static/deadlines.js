// The page of deadlines: how many days are left, in Paris, and only what concerns a technology and a structure.
// What a notice does not say is not taken for a no: without technology or structure it is shown for all.
const DAY = 86_400_000;

const rows = [...document.querySelectorAll("[data-day]")];
const form = document.querySelector("[data-narrow]");
const count = document.querySelector("[data-count]");
const none = document.querySelector("[data-none]");
const days = new Intl.RelativeTimeFormat("fr", { numeric: "auto" });

// « 2026-11-23 », where hospitals are.
const today = () => new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Paris" });

function left(day) {
  const apart = Math.round((Date.parse(day) - Date.parse(today())) / DAY);
  if (apart < 0) return `échéance passée ${days.format(apart, "day")}`;
  if (apart === 0) return "finit aujourd’hui";
  return apart === 1 ? "finit demain" : `${apart} jours restants`;
}

function tell() {
  for (const row of rows) {
    const words = row.querySelector("[data-left]");
    words.textContent = left(row.dataset.day);
    row.classList.toggle("cv-deadline--past", row.dataset.day < today());
  }
}

function concerned(row) {
  return [...new FormData(form)].every(([name, wanted]) => {
    const said = row.dataset[name];
    return !(wanted && said) || said.split(" ").includes(wanted);
  });
}

function narrow() {
  for (const row of rows) row.hidden = !concerned(row);
  for (const part of document.querySelectorAll("[data-group], [data-week]")) {
    part.hidden = !part.querySelector("[data-day]:not([hidden])");
  }
  const shown = rows.filter((row) => !row.hidden).length;
  const words = `${shown.toLocaleString("fr-FR")} échéance${shown > 1 ? "s" : ""}`;
  count.textContent = shown < rows.length ? `${words} sur ${rows.length.toLocaleString("fr-FR")}` : words;
  none.hidden = shown > 0;
}

tell();
// A page left open overnight.
document.addEventListener("visibilitychange", tell);
if (form) {
  form.addEventListener("change", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  // Choices that the browser keeps on reload.
  narrow();
}
