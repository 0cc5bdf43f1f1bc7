// What was answered in this tab, in its own store until the reader saves it, and which questions that makes.
import { asked, NOTHING } from "./decision.js";
import { identifier } from "./declaration.js";

export const data = JSON.parse(document.getElementById("signalement-donnees").textContent);
const STORE = "signalement";

function fresh() {
  return { answers: structuredClone(NOTHING), given: [], details: {}, id: identifier() };
}

function restored() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(STORE));
    return kept ? { ...fresh(), ...kept, answers: { ...NOTHING, ...kept.answers } } : fresh();
  } catch {
    return fresh(); // storage refused, or not ours: the guide then lasts as long as the page
  }
}

export const state = restored();

export function keep() {
  try {
    sessionStorage.setItem(STORE, JSON.stringify(state));
  } catch {
    // The answers then last as long as the page.
  }
}

export function restart() {
  Object.assign(state, fresh());
  keep();
}

export const steps = () => asked(data.scheme, state.answers, data.terms);
