// What the search page says of what it found: only what is true of the whole index.
import { quoted } from "./words.js";

export const FAILED = "La recherche n’a pas pu être chargée.";
export const PARTLY = "La recherche dans les textes, elle, n’a pas pu être chargée.";
export const WAITING = "Recherche en cours…";

const BELOW = " Des réponses proches figurent plus bas.";
const from = (year) => (year ? ` depuis ${year}` : "");
const many = (count, one, several) => `${count.toLocaleString("fr-FR")} ${count > 1 ? several : one}`;

// Of words: how many notices answer, or that none does; `keys` are the identifiers that they may be.
// They answer for the years `since` one when those before were not searched.
export function ofWords(q, count, { keys, near, narrowed, since }) {
  const about = q ? ` pour ${quoted(q)}` : "";
  if (count) return `${many(count, "résultat", "résultats")}${about}${from(since)}`;
  const below = near ? BELOW : "";
  if (narrowed) return `Aucun résultat${about} avec ces filtres.${below}`;
  if (keys.length) return `Aucune notice ne porte ${quoted(q)}.${below}`;
  if (near) return `Aucune notice ne contient ${quoted(q)} tel quel.${below}`;
  return `Aucun résultat${about}. Essayez un mot plus court ou le nom de l’éditeur.`;
}

// Of identifiers: how many notices bear them and how many quote them, and which of them none bears.
export function ofIdentifiers(q, { bearing, quoting, missing, near, narrowed, since }) {
  const without = missing.map((key) => ` Aucune notice ne porte ${quoted(key)}.`).join("");
  const count = bearing + quoting;
  if (narrowed && !count) return `Aucun résultat pour ${quoted(q)} avec ces filtres.${near ? BELOW : ""}`;
  if (bearing || narrowed) {
    const reached = bearing ? "" : from(since);
    return `${many(count, "résultat", "résultats")} pour ${quoted(q)}${reached}${without && `.${without}`}`;
  }
  if (quoting) {
    const citing = many(quoting, "notice le cite", "notices le citent");
    return `Aucune notice ne porte ${quoted(q)}\u00a0; ${citing} dans le texte${from(since)}.`;
  }
  return `Aucune notice ne porte ${quoted(q)}.${near ? BELOW : ""}`;
}

const namedYears = ({ from, to }) => (from === to ? `l’année ${from}` : `les années ${from} à ${to}`);

// Of the years that were not searched yet, and of the button that searches the `next` of them; `texts` when their
// notices were looked up by identifier.
export function earlier(left, next, texts) {
  const several = left.from !== left.to;
  const years = namedYears(left);
  const deed = `Chercher aussi ${namedYears(next)}`;
  if (texts) {
    const texts = years.replace(/^les/u, "des").replace(/^l/u, "de l");
    return { sentence: `Les textes ${texts} n’ont pas encore été cherchés\u00a0:`, deed };
  }
  const verb = several ? "n’ont pas encore été cherchées" : "n’a pas encore été cherchée";
  return { sentence: `${years[0].toUpperCase()}${years.slice(1)} ${verb}\u00a0:`, deed };
}
