// The declaration made ready: what the reader may add, what it says, and the files to keep.
import { data, keep, state, steps } from "./answers.js";
import { declarationOf, facts, textOf } from "./declaration.js";
import { element } from "./elements.js";
import { button, part } from "./guide.js";
import { save } from "./saving.js";

// `told` is called when what it holds changes.
function field({ id, label, form, autocomplete }, told) {
  const input = element(form === "lines" ? "textarea" : "input", "cv-field");
  if (form === "lines") input.rows = 3;
  else input.type = form;
  input.id = `detail-${id}`;
  input.maxLength = form === "lines" ? 5000 : 200;
  input.autocomplete = autocomplete ?? "off";
  input.value = state.details[id] ?? "";
  if (id === "department") input.pattern = data.department;
  const named = element("label", "cv-label", label);
  named.htmlFor = input.id;
  const error = element("p", "cv-guide__error");
  error.id = `${input.id}-erreur`;
  input.setAttribute("aria-describedby", error.id);
  input.addEventListener("input", () => {
    state.details[id] = input.value;
    keep();
    const wrong = input.validity.patternMismatch;
    error.textContent = wrong ? "Écrivez le numéro du département, par exemple 75, 2A ou 974." : "";
    input.setAttribute("aria-invalid", String(wrong));
    told();
  });
  return element("div", `cv-detail cv-detail--${form}`, named, input, error);
}

function declaration() {
  const made = declarationOf(data, state, new Date());
  if (made.department && !new RegExp(`^(?:${data.department})$`, "u").test(made.department)) delete made.department;
  return made;
}

export function preparation(decision) {
  const name = () => `declaration-${new Date().toISOString().slice(0, 10)}-${state.id.slice(0, 8)}`;
  const table = element("dl", "cv-summary");
  const summarise = () => {
    const rows = facts(data, declaration(), steps());
    table.replaceChildren(
      ...rows.map(([label, value]) => element("div", "", element("dt", "", label), element("dd", "", value))),
    );
  };
  summarise();
  const box = part("Préparer la déclaration");
  box.append(
    element(
      "p",
      "cv-noprint",
      "Complétez si vous le pouvez ; laissez vide ce que vous ne savez pas. Rien n’est envoyé : ce que vous écrivez reste dans cet onglet jusqu’à ce que vous l’enregistriez, et disparaît quand vous le fermez.",
    ),
    element("div", "cv-details cv-noprint", ...data.details.map((detail) => field(detail, summarise))),
    element("h5", "", "Récapitulatif"),
    table,
    element(
      "div",
      "cv-guide__buttons cv-noprint",
      button("Imprimer", "", () => print()),
      button("Enregistrer le texte", "cv-button--quiet", () =>
        save(`${name()}.txt`, "text/plain;charset=utf-8", textOf(data, declaration(), steps(), decision)),
      ),
      button("Enregistrer le fichier JSON", "cv-button--quiet", () =>
        save(`${name()}.json`, "application/json", `${JSON.stringify(declaration(), null, 2)}\n`),
      ),
    ),
  );
  return box;
}
