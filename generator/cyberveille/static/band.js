// Fills the band under the header while an alert of severity critique is active. The band's line is
// reserved by the style sheet as the space above the content, so nothing moves when it fills.
const band = document.getElementById("cv-bande");

const days = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", timeZone: "UTC" });

// « 2026-11-23 », where hospitals are.
const today = () => new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Paris" });

const ONE_LINE = 72;

function element(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

function target(alert, root) {
  return new URL(new URL(alert.adresse, root).pathname, root).pathname;
}

function words(alerts, root) {
  if (alerts.length > 1) {
    const link = element("a", "cv-band__link", `${alerts.length} alertes critiques en cours`);
    link.href = band.dataset.alerts;
    return [link];
  }
  const [alert] = alerts;
  const short = alert.titre.length <= ONE_LINE;
  const link = element(
    "a",
    "cv-band__link",
    element("span", "cv-band__title", short ? alert.titre : alert.id),
    element("span", "cv-band__id", alert.id),
  );
  link.href = target(alert, root);
  const parts = [element("span", "cv-band__kind", "Alerte", element("span", "cv-band__degree", " critique")), link];
  // The next one to come; when all are past, the last.
  const deadlines = [alert.echeance_exposes, alert.echeance].filter(Boolean).sort();
  const deadline = deadlines.find((day) => day >= today()) ?? deadlines.at(-1);
  if (deadline) {
    const day = days.format(new Date(`${deadline}T00:00:00Z`));
    const words = deadline < today() ? "échéance passée le" : "à traiter d’ici au";
    parts.push(element("span", "cv-band__deadline", `${words} ${day}`));
  }
  return parts;
}

async function fill() {
  const address = new URL(band.dataset.state, location.href);
  const response = await fetch(address);
  if (!response.ok) return;
  const { alertes } = await response.json();
  const root = new URL(".", address);
  const critical = alertes.filter((alert) => alert.gravite === "critique");
  if (!critical.length) return;
  const shape = element("span", "cv-band__shape", "▲");
  shape.setAttribute("aria-hidden", "true");
  const strip = element("aside", "cv-band__strip", shape, ...words(critical, root));
  strip.setAttribute("aria-label", "Alerte critique en cours");
  band.replaceChildren(strip);
}

fill().catch(() => {
  // Offline or unreadable: the header's link to the alerts remains.
});
