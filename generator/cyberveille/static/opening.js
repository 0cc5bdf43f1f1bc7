// Who answers at this hour: the line that says so, and which contact it marks.
import { inParis, isAlwaysOpen, isOpen, nextDay } from "./hours.js";

const WEEKDAY = new Intl.DateTimeFormat("fr-FR", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });

function clockWords(minutes) {
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest ? ` ${String(rest).padStart(2, "0")}` : ""}`;
}

function toldAt(now, hours) {
  if (isAlwaysOpen(hours)) return "La cellule répond à toute heure, tous les jours.";
  const here = `Il est ${clockWords(inParis(now).minute)} à Paris : la cellule`;
  if (isOpen(now, hours)) return `${here} répond jusqu’à ${clockWords(hours.closes)}.`;
  const next = `${WEEKDAY.format(nextDay(now, hours))}, à ${clockWords(hours.opens)}`;
  return `${here} ne répond pas. Elle répond de nouveau ${next} ; d’ici là, écrivez au contact ci-dessous.`;
}

// `hours`: as `hours.js` has them.
export function tellHours(hours) {
  const now = new Date();
  const open = isOpen(now, hours);
  const told = toldAt(now, hours);
  for (const line of document.querySelectorAll("[data-hours]")) {
    if (line.textContent !== told) line.textContent = told;
    line.hidden = false;
  }
  for (const contact of document.querySelectorAll("[data-when]")) {
    const current = (contact.dataset.when === "open") === open;
    contact.classList.toggle("cv-urgent__now", current);
    if (current) contact.setAttribute("aria-current", "true");
    else contact.removeAttribute("aria-current");
  }
}
