// The page of what was said last, whatever the page it was said under; a moderator also sees what waits.
import { element } from "./elements.js";
import { button, moment, prose } from "./message.js";
import { ask } from "./sending.js";

const section = document.querySelector("[data-exchanges]");
const service = section.dataset.exchanges;
const place = section.querySelector("[data-latest]");
const waiting = section.querySelector("[data-pending]");
const status = section.querySelector("[data-latest-status]");
status.tabIndex = -1;

function row(message, ...more) {
  const link = element("a", "", message.title);
  link.href = `${message.uri}#message-${message.id}`;
  const title = element("h3", "cv-row__title", link);
  const mark = element("span", `cv-tlp cv-tlp--${message.tlp.toLowerCase()}`, `TLP:${message.tlp}`);
  const head = element(
    "p",
    "cv-message__head",
    element("strong", "", message.author),
    " ",
    moment(message.created),
    " ",
    mark,
  );
  return element("li", "cv-message", title, head, prose(message.html), ...more);
}

function decision(message) {
  const address = `${service}moderation/messages/${message.id}`;
  const act = (method, path, done) => async () => {
    if (method === "DELETE" && !confirm(`Retirer le message de ${message.author}\u202f?`)) return;
    let words = done;
    try {
      await ask(method, address + path);
    } catch (refusal) {
      words = refusal.message;
    }
    if (await load()) status.textContent = words;
    status.focus();
  };
  const publish = button("Publier", act("POST", `/accord?version=${message.version}`, "Message publié."), "cv-button");
  const withdraw = button("Retirer", act("DELETE", "", "Message retiré."));
  for (const made of [publish, withdraw]) made.append(element("span", "cv-hidden", ` le message de ${message.author}`));
  return element("p", "cv-message__tools", publish, " ", withdraw);
}

// Whether the service answered.
async function load() {
  status.textContent = "";
  try {
    const latest = await ask("GET", `${service}membre/derniers`);
    place.replaceChildren(...latest.messages.map((message) => row(message)));
    if (!latest.messages.length) {
      status.textContent = "Personne n’a encore écrit. Une discussion s’ouvre au bas de chaque notice.";
    }
    const pending = latest.me.moderator ? await ask("GET", `${service}moderation/attente`) : [];
    waiting.hidden = !pending.length;
    waiting.querySelector("ol").replaceChildren(...pending.map((message) => row(message, decision(message))));
    return true;
  } catch (refusal) {
    place.replaceChildren();
    const line = refusal.closed ? "Votre session est fermée." : "La discussion ne répond pas pour l’instant.";
    status.replaceChildren(
      `${line} `,
      button("Réessayer", () => (refusal.closed ? location.reload() : load())),
    );
    return false;
  }
}

load();
