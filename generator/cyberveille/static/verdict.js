// What follows from the answers: whether to declare, whom to tell and why, and what to read.
import { element } from "./elements.js";
import { heading, list } from "./guide.js";

export function verdict({ declare, criteria }, portal) {
  const box = element("div", `cv-verdict${declare ? " cv-verdict--declare" : ""}`);
  const words = declare
    ? "Oui, déclarez cet incident sans délai"
    : "La déclaration n’est pas obligatoire, d’après vos réponses";
  box.append(heading(words));
  if (declare) {
    box.append(element("p", "", "Un seul critère suffit. Ceux que remplit cet incident :"));
    box.append(
      list(
        "cv-verdict__criteria",
        criteria.map(({ label }) => label),
      ),
    );
    const link = element("a", "cv-button", "Ouvrir le portail national de signalement");
    link.href = portal;
    link.rel = "noopener external";
    box.append(element("p", "cv-noprint", link));
  } else {
    box.append(
      element(
        "p",
        "",
        "Prévenez votre équipe informatique, et gardez une trace. Si la situation change, ou dans le doute, déclarez : mieux vaut une déclaration de trop.",
      ),
    );
  }
  return box;
}

export function recipients(advice, known) {
  const names = Object.fromEntries(known.map(({ id, label }) => [id, label]));
  return element(
    "ol",
    "cv-told",
    ...advice.map(({ recipient, reasons }) => {
      const item = element(
        "li",
        "cv-told__item",
        element(
          "p",
          "cv-told__who",
          element("strong", "", recipient.label),
          element("span", "cv-told__delay", recipient.delay),
        ),
      );
      const address = recipient.url ?? (recipient.email && `mailto:${recipient.email}`);
      let reach = recipient.reach;
      if (address) {
        reach = element("a", "", recipient.reach);
        reach.href = address;
        if (recipient.url) reach.rel = "noopener external";
      }
      item.append(element("p", "cv-told__reach", reach));
      if (recipient.informed_by) {
        item.append(
          element(
            "p",
            "cv-told__by",
            `S’en charge : ${names[recipient.informed_by].replace(/^\p{Lu}(?=[a-zà-ÿ’])/u, (letter) => letter.toLowerCase())}`,
          ),
        );
      }
      item.append(...reasons.map((reason) => element("p", "cv-told__why", reason)));
      return item;
    }),
  );
}

export function sheets(guidance, known) {
  const ids = [...new Set(guidance.flatMap(({ documents }) => documents ?? []))];
  return ids
    .filter((id) => known[id])
    .map((id) => {
      const { title, path } = known[id];
      const link = element("a", "", title);
      link.href = path;
      return link;
    });
}
