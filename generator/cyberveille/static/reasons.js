// Why a line is concerned or to be checked, in French, rebuilt from the rule (concerned/wording.py).
import { isAlone, isSingle } from "./within.js";

const MOST = 4;
const SPAN = 2;
const NAMED = / |^[a-z]+$/iu;

function span(lower, upper, branch) {
  const told = [lower, upper].filter(Boolean).map(([version]) => version);
  const ofBranch = branch && !told.every((version) => version.startsWith(`${branch}.`)) ? `${branch}.x ` : "";
  if (lower && upper && upper[1] !== 0) {
    return `${ofBranch}de ${lower[0]} à ${upper[0]}${upper[2] ? ".x" : ""}`;
  }
  const parts = [];
  if (lower) parts.push(lower[1] === 0 ? `postérieures à ${lower[0]}` : `à partir de ${lower[0]}`);
  if (upper) parts.push(upper[1] === 0 ? `antérieures à ${upper[0]}` : `jusqu’à ${upper[0]}`);
  return ofBranch + parts.join(", ");
}

function told(piece) {
  if (isAlone(piece)) return isSingle(piece) || NAMED.test(piece[1]) ? piece[1] : `${piece[1]}.x`;
  if (piece[0] === SPAN) return span(piece[1], piece[2], piece[3]);
  const [, bounds, branch] = piece;
  const words = `antérieures à ${bounds.map(([version]) => version).join(", ")}`;
  return branch ? `${branch}.x ${words}` : words;
}

function rangeTold(pieces) {
  return [...pieces.slice(0, MOST).map(told), ...(pieces.length > MOST ? ["…"] : [])].join(" ; ");
}

export function why({ clause, version, answer, sure }) {
  const concerned = answer === "concerned";
  if (!clause || clause.says === "b") return "la notice nomme le produit sans dire quelles versions";
  if (clause.says === "u") return "la notice dit des versions ce qu’un programme ne sait pas comparer";
  const fixed = clause.fixed && clause.fixed !== "none" ? ` ; corrigé en ${clause.fixed}` : "";
  const hesitating = (words) => {
    if (concerned) return words;
    if (clause.condition) return `${words}, mais un correctif, une option ou une configuration décide`;
    return sure ? `${words}, sans certitude` : `${words}, mais le produit peut être un autre`;
  };
  if (clause.says === "a") return hesitating("toutes les versions sont touchées") + fixed;
  const range = rangeTold(clause.pieces);
  if (version === null) return `version à préciser : « ${range} »${fixed}`;
  if (concerned) return `${version} est dans « ${range} »${fixed}`;
  return hesitating(`${version} face à « ${range} »`) + fixed;
}
