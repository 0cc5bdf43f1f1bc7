// What the search page says of what it found: only what is true of the whole index.
import { quoted } from "./words.js";

export const FAILED = "La recherche n’a pas pu être chargée.";
export const PARTLY = "La recherche dans les textes, elle, n’a pas pu être chargée.";
export const WAITING = "Recherche en cours…";

const BELOW = " Des réponses proches figurent plus bas.";
const many = (count, one, several) => `${count.toLocaleString("fr-FR")} ${count > 1 ? several : one}`;

// Of words: how many notices answer, or that none does; `keys` are the identifiers that they may be.
export function ofWords(q, count, { keys, near, narrowed }) {
  const about = q ? ` pour ${quoted(q)}` : "";
  if (count) return `${many(count, "résultat", "résultats")}${about}`;
  const below = near ? BELOW : "";
  if (narrowed) return `Aucun résultat${about} avec ces filtres.${below}`;
  if (keys.length) return `Aucune notice ne porte ${quoted(q)}.${below}`;
  if (near) return `Aucune notice ne contient ${quoted(q)} tel quel.${below}`;
  return `Aucun résultat${about}. Essayez un mot plus court ou le nom de l’éditeur.`;
}

// Of identifiers: how many notices bear them and how many quote them, and which of them none bears.
export function ofIdentifiers(q, { bearing, quoting, missing, near, narrowed }) {
  const without = missing.map((key) => ` Aucune notice ne porte ${quoted(key)}.`).join("");
  const count = bearing + quoting;
  if (narrowed && !count) return `Aucun résultat pour ${quoted(q)} avec ces filtres.${near ? BELOW : ""}`;
  if (bearing || narrowed)
    return `${many(count, "résultat", "résultats")} pour ${quoted(q)}${without && `.${without}`}`;
  if (quoting) {
    const citing = many(quoting, "notice le cite", "notices le citent");
    return `Aucune notice ne porte ${quoted(q)}\u00a0; ${citing} dans le texte.`;
  }
  return `Aucune notice ne porte ${quoted(q)}.${near ? BELOW : ""}`;
}
