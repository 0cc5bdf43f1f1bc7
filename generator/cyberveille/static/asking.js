// One question of the guide, with its choices, and what is made of the answer.
import { data, keep, state, steps } from "./answers.js";
import { NOTHING } from "./decision.js";
import { element } from "./elements.js";
import { button, heading } from "./guide.js";

const { scheme, terms, lists } = data;
const UNKNOWN = "inconnu";
const GROUPS = [
  ["malveillante", "Cela ressemble à une attaque"],
  ["non-malveillante", "Cela ressemble à une panne ou à une erreur"],
  ["indeterminee", "Je ne sais pas encore"],
];

function choicesOf({ id }) {
  const list = lists[id];
  if (!list)
    return [
      ["true", "Oui"],
      ["false", "Non"],
    ].map(([value, label]) => ({ id: value, label }));
  return list;
}

function isChosen(id, value) {
  if (!state.given.includes(id)) return false;
  if (state.answers.unknown.includes(id)) return value === UNKNOWN;
  const answer = state.answers[id];
  if (Array.isArray(answer)) return answer.length ? answer.includes(value) : value === "aucun";
  return String(answer) === value;
}

function choice(question, { id: value, label, description }) {
  const many = scheme.forms[question.id] === "many";
  const input = element("input", "cv-choice__input");
  input.type = many ? "checkbox" : "radio";
  input.name = question.id;
  input.value = value;
  input.checked = isChosen(question.id, value);
  const text = element("span", "cv-choice__text", label);
  if (description) text.append(element("span", "cv-choice__more", description));
  return element("label", "cv-choice", input, text);
}

function exclusive(input) {
  return input.value === "aucun" || input.value === UNKNOWN;
}

// « Rien de cela » and « je ne sais pas » exclude every other answer.
function alone(event) {
  const input = event.target;
  if (input.type !== "checkbox" || !input.checked) return;
  for (const other of event.currentTarget.querySelectorAll("input:checked")) {
    if (other !== input && (exclusive(input) || exclusive(other))) other.checked = false;
  }
}

function choices(question) {
  const offered = choicesOf(question);
  const box = element("div", "cv-choices");
  if (question.id === "origin") {
    box.classList.add("cv-choices--groups");
    for (const [nature, title] of GROUPS) {
      const members = offered.filter((item) => terms.natures[item.id] === nature);
      if (!members.length) continue;
      const heading = element("p", "cv-choices__title", title);
      heading.id = `nature-${nature}`;
      const group = element("div", "cv-choices__group", heading, ...members.map((item) => choice(question, item)));
      group.setAttribute("role", "group");
      group.setAttribute("aria-labelledby", heading.id);
      box.append(group);
    }
    return box;
  }
  box.append(...offered.map((item) => choice(question, item)));
  if (scheme.forms[question.id] === "many") box.append(choice(question, { id: "aucun", label: "Rien de cela" }));
  if (scheme.unknowns.includes(question.id)) box.append(choice(question, { id: UNKNOWN, label: "Je ne sais pas" }));
  return box;
}

function answer(question, form) {
  const { id } = question;
  const values = [...form.querySelectorAll("input:checked")].map((input) => input.value);
  if (!values.length) return false;
  const unknown = state.answers.unknown.filter((field) => field !== id);
  let value = NOTHING[id];
  if (values.includes(UNKNOWN)) unknown.push(id);
  else if (scheme.forms[id] === "many") value = values.filter((item) => item !== "aucun");
  else if (scheme.forms[id] === "yes-no") value = values[0] === "true";
  else [value] = values;
  state.answers = { ...state.answers, [id]: value, unknown };
  state.given = [...new Set([...state.given, id])];
  keep();
  return true;
}

function progress(position, total) {
  const bar = element("progress", "cv-guide__bar");
  bar.max = total;
  bar.value = position;
  bar.setAttribute("aria-hidden", "true");
  return element("div", "cv-guide__progress", element("p", "", `Question ${position} sur ${total}`), bar);
}

// `go` leads to another step, by its name: the question's, or nothing for what follows the last one.
export function ask(question, go) {
  const ids = steps();
  const position = ids.indexOf(question.id);
  const form = element("form", "cv-guide__step");
  form.noValidate = true;
  const fieldset = element("fieldset", "cv-guide__question");
  const title = heading(question.label);
  fieldset.append(element("legend", "", title));
  if (question.help) {
    const help = element("p", "cv-guide__help", question.help);
    help.id = "aide-question";
    fieldset.setAttribute("aria-describedby", help.id);
    fieldset.append(help);
  }
  const error = element("p", "cv-guide__error");
  error.setAttribute("role", "alert");
  fieldset.append(error, choices(question));
  fieldset.addEventListener("change", alone);
  const bar = element("div", "cv-guide__buttons");
  if (position > 0) bar.append(button("Précédent", "cv-button--quiet", () => go(ids[position - 1])));
  const next = button("Continuer", "");
  next.type = "submit";
  bar.append(next);
  form.append(progress(position + 1, ids.length), fieldset, bar);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!answer(question, form)) {
      const wanted = scheme.unknowns.includes(question.id) ? ", ou « Je ne sais pas »" : "";
      error.textContent = `Choisissez une réponse${wanted}, puis continuez.`;
      form.querySelector("input").focus();
      return;
    }
    const following = steps();
    go(following[following.indexOf(question.id) + 1]);
  });
  return form;
}
