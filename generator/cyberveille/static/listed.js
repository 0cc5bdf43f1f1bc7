// An answer of « Suis-je concerné ? » as the page lists it.
import { element } from "./elements.js";
import { addressOf } from "./identifiers.js";

const AT_MOST = 20;
const DAY = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

export const day = (iso) => DAY.format(new Date(`${iso}T00:00:00Z`));
export const many = (count, one, several) => `${count.toLocaleString("fr-FR")} ${count > 1 ? several : one}`;

const TODAY = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Paris" });
const deadlineTold = (date) => `${date < TODAY ? "échéance passée le" : "à traiter avant la fin du"} ${day(date)}`;

function facts({ notice, fixed }) {
  const found = [];
  const mark = document.getElementById(`severity-${notice.severity}`);
  if (mark) found.push(mark.content.cloneNode(true));
  if (notice.exploited) found.push(element("span", "cv-tag", "exploitée"));
  if (notice.deadline) found.push(element("span", "cv-left", deadlineTold(notice.deadline)));
  if (notice.services.length) found.push(element("span", "", `soins touchés\u00a0: ${notice.services.join(", ")}`));
  if (fixed === "none") found.push(element("span", "", "pas de correctif"));
  return element("p", "cv-concerned__facts", ...found);
}

function link({ id, title }, root) {
  const made = element("a", "", `${id}, ${title}`);
  made.href = new URL(`${addressOf(id)}/`, new URL(root).pathname === "/" ? location.origin : root).href;
  return made;
}

// One notice with its lines, or one line with its notices.
export function item(group, by, root) {
  const [first] = group;
  const heading =
    by === "line"
      ? element("h3", "", `Ligne ${first.line.number}\u00a0: ${first.line.text}`)
      : element("h3", "", link(first.notice, root));
  const rows = group.slice(0, AT_MOST).map((found) => {
    const row = element(
      "li",
      "",
      element("span", `cv-concerned__answer cv-concerned__answer--${found.kind}`, found.answer),
    );
    if (by === "line") row.append("\u00a0: ", link(found.notice, root), facts(found));
    else row.append(`\u00a0: ligne ${found.line.number}, ${found.line.text}`);
    row.append(element("p", "cv-muted", `${found.why}.`));
    return row;
  });
  const left = group.length - AT_MOST;
  if (left > 0) rows.push(element("li", "", `et ${many(left, "autre", "autres")}, dans les fichiers à télécharger.`));
  const made = element("li", "", heading);
  if (by !== "line") made.append(facts(first));
  made.append(element("ul", "", ...rows));
  return made;
}
