// Who answers at this hour: the line that says so, and which contact it marks.
import { inParis, isOpen, nextDay } from "./hours.js";

const WEEKDAY = new Intl.DateTimeFormat("fr-FR", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });

function clockWords(minutes) {
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest ? ` ${String(rest).padStart(2, "0")}` : ""}`;
}

// `hours`: when the team opens and closes, in minutes since midnight in Paris.
export function tellHours(hours) {
  const now = new Date();
  const { minute } = inParis(now);
  const open = isOpen(now, hours.opens, hours.closes);
  const told = open
    ? `Il est ${clockWords(minute)} à Paris : la cellule répond jusqu’à ${clockWords(hours.closes)}.`
    : `Il est ${clockWords(minute)} à Paris : la cellule ne répond pas. Elle répond de nouveau ${WEEKDAY.format(nextDay(now, hours.opens))}, à ${clockWords(hours.opens)} ; d’ici là, écrivez au contact ci-dessous.`;
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
