// The guide through a declaration: one question a step, then what to do. Nothing leaves this browser: the
// questions stand in the page, the answers in this tab's own store, until the reader saves them.
import { data, restart, state, steps } from "./answers.js";
import { ask } from "./asking.js";
import { decide } from "./decision.js";
import { element } from "./elements.js";
import { button, list, part } from "./guide.js";
import { tellHours } from "./opening.js";
import { preparation } from "./preparing.js";
import { recipients, sheets, verdict } from "./verdict.js";

const { scheme, terms, hours } = data;
const place = document.querySelector("[data-report]");
const RESULT = "resultat";

const isDone = () => steps().every((id) => state.given.includes(id));

function result() {
  const decision = decide(scheme, state.answers, terms);
  const box = element("div", "cv-guide__step cv-guide__result", verdict(decision, data.portal));
  const immediate = [...new Set(decision.guidance.flatMap(({ immediate: lines }) => lines))];
  if (immediate.length) box.append(part("À faire tout de suite", list("cv-verdict__list", immediate)));
  if (decision.advice.length) {
    const line = element("p", "cv-told__hours");
    line.dataset.hours = "";
    box.append(part("Qui prévenir, et pourquoi", line, recipients(decision.advice, scheme.recipients)));
  }
  const links = sheets(decision.guidance, data.documents);
  if (links.length) box.append(part("Fiches pour cet incident", list("cv-verdict__list", links)));
  const ids = steps();
  box.append(
    preparation(decision),
    element(
      "div",
      "cv-guide__buttons cv-noprint",
      button("Précédent", "cv-button--quiet", () => go(ids.at(-1))),
      button("Tout effacer et recommencer", "cv-button--quiet", () => {
        restart();
        go(steps()[0]);
      }),
    ),
  );
  return box;
}

// Without a step, to what follows the last question.
function go(step = RESULT) {
  history.pushState({ step }, "");
  show(true);
}

function current() {
  const wanted = history.state?.step;
  const ids = steps();
  if (wanted === RESULT && isDone()) return RESULT;
  const missing = ids.findIndex((id) => !state.given.includes(id));
  const at = ids.indexOf(wanted);
  // Nobody jumps over a question: going forward again leads to the first one without answer.
  return at >= 0 && (missing < 0 || at <= missing) ? wanted : (ids[missing] ?? RESULT);
}

function welcome() {
  const started = state.given.length > 0;
  const bar = element(
    "div",
    "cv-guide__buttons",
    button(started ? "Reprendre" : "Commencer", "", () => go(current())),
  );
  const words = `Jusqu’à ${scheme.questions.length} questions à choix, une par écran, en deux minutes. À la fin : faut-il déclarer, qui prévenir et pourquoi, quoi faire, et une déclaration prête à imprimer ou à enregistrer. Rien de ce que vous répondez ne quitte ce navigateur.`;
  return element("div", "cv-guide__step", element("p", "", words), bar);
}

function show(moved) {
  if (!history.state?.step) {
    place.replaceChildren(welcome());
    return;
  }
  const step = current();
  const question = scheme.questions.find(({ id }) => id === step);
  place.replaceChildren(question ? ask(question, go) : result());
  tellHours(hours);
  if (!moved) return; // a reload leaves the focus and the place alone
  place.closest("section").scrollIntoView({ block: "start" });
  document.getElementById("etape").focus({ preventScroll: true });
}

addEventListener("popstate", () => show(true));
show(false);
tellHours(hours);
setInterval(() => tellHours(hours), 20_000);

// The page and its sheets stay readable when the network is gone; the rest of the portal is left alone. A
// restricted edition keeps nothing.
if (data.offline && "serviceWorker" in navigator) {
  for (const scope of data.offline.scopes) {
    navigator.serviceWorker.register(data.offline.script, { scope }).catch(() => {
      // Refused, as over plain http: the page then needs the network.
    });
  }
}
