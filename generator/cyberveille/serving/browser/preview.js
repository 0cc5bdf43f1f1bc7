// Reloads the page when a new edition is in place, and shows what stands in the way of the next one.
const WORDS = { error: "erreur", warning: "avertissement" };
let edition;

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  if (text) made.textContent = text;
  return made;
}

function panel(state) {
  document.querySelector(".cv-preview")?.remove();
  if (!(state.findings.length || state.problem)) return;
  const box = element("aside", `cv-preview${state.refused ? " cv-preview--refused" : ""}`);
  box.setAttribute("aria-label", "Constats de l’aperçu");
  const errors = state.findings.filter((finding) => finding.gravity === "error").length;
  const title = state.refused
    ? "Édition refusée : la précédente reste affichée"
    : `${state.findings.length} avertissement${state.findings.length > 1 ? "s" : ""}`;
  const details = document.createElement("details");
  details.open = state.refused;
  const summary = document.createElement("summary");
  summary.textContent = errors ? `${title} (${errors} erreur${errors > 1 ? "s" : ""})` : title;
  const list = document.createElement("ul");
  if (state.problem) list.append(element("li", "", state.problem));
  for (const finding of state.findings) {
    const item = element("li", `cv-preview__finding cv-preview__finding--${finding.gravity}`);
    item.append(
      element("code", "", `${finding.path}:${finding.line}`),
      element("strong", "", ` ${WORDS[finding.gravity]} `),
      element("span", "", finding.message),
      element("span", "cv-preview__hint", finding.hint),
    );
    list.append(item);
  }
  details.append(summary, list);
  box.append(details);
  document.body.append(box);
}

const source = new EventSource("/__cyberveille/evenements");
source.onmessage = ({ data }) => {
  const state = JSON.parse(data);
  if (edition !== undefined && state.edition !== edition) {
    location.reload();
    return;
  }
  edition = state.edition;
  panel(state);
};
