// The discussion under a page: the thread, a form, and what the reader may do with each message.
import { element } from "./elements.js";
import { ask, Draft, Refusal } from "./envoi.js";
import { button, moment, prose } from "./message.js";

const section = document.querySelector("[data-discussion]");
const place = section.querySelector("[data-thread]");
const page = section.dataset.page;
const member = `${section.dataset.discussion}membre/`;
const moderation = `${section.dataset.discussion}moderation/`;
const query = `?page=${encodeURIComponent(page)}`;

const FIRST_WAIT = 4; // seconds; doubled at each failure, to a minute
const LONGEST_WAIT = 60;
const LONGEST_TEXT = 20000;

const news = element("p", "cv-discussion__news");
news.setAttribute("role", "status");
const down = element("div", "cv-discussion__down");
down.setAttribute("role", "alert");
const list = element("ol", "cv-messages");
const empty = element("p", "cv-muted", "Personne n’a encore écrit ici.");
const foot = element("p", "cv-discussion__foot");
const root = element("div", "cv-discussion__new");
place.append(news, list, empty, down, root, foot);

let thread = null;
let wait = FIRST_WAIT;
let timer = 0;
let fields = 0;
const held = new Map(); // place → how to send again what waits there

function tell(text) {
  news.textContent = "";
  requestAnimationFrame(() => (news.textContent = text));
}

// A line under the page says that the service is down, and what becomes of what was typed.
function unreachable(refusal) {
  clearTimeout(timer);
  down.replaceChildren();
  if (!refusal) {
    wait = FIRST_WAIT;
    return;
  }
  const kept = held.size ? " Votre message est gardé dans cette page." : "";
  if (refusal.closed) {
    const again = element("a", "", "Ouvrir une session");
    again.href = `${location.pathname}#discussion`;
    again.addEventListener("click", () => setTimeout(() => location.reload()));
    down.append(element("p", "", `Votre session est fermée.${kept} `, again));
    return;
  }
  const soon = held.size ? " Il partira dès qu’elle répondra." : "";
  const line = refusal.status === 429 ? refusal.message : "La discussion ne répond pas pour l’instant.";
  down.append(element("p", "", `${line}${kept}${soon} `, button("Réessayer", retry)));
  timer = setTimeout(retry, 1000 * (refusal.wait || wait));
  wait = Math.min(2 * wait, LONGEST_WAIT);
}

async function retry() {
  clearTimeout(timer);
  for (const send of [...held.values()]) {
    if (!(await send())) return;
  }
  if (!held.size) await load();
}

async function load() {
  try {
    show(await ask("GET", `${member}${query}`));
    unreachable(null);
  } catch (refusal) {
    report(refusal);
  }
}

function report(refusal) {
  if (!(refusal instanceof Refusal)) throw refusal;
  if (refusal.passing || refusal.closed) unreachable(refusal);
  else tell(refusal.message);
}

function show(content) {
  thread = content;
  const { total, messages } = content;
  list.replaceChildren(...messages.map((message) => item(message)));
  empty.hidden = messages.length > 0;
  const feed = element("a", "", "Suivre ce fil (Atom)");
  feed.href = `${member}fil.atom${query}`;
  const count = total > 1 ? `${total} messages. ` : total ? "1 message. " : "";
  foot.replaceChildren(count, feed, " ", button("Actualiser", load, "cv-link-button"));
  if (!root.firstChild) root.append(form("racine", "Votre message", {}));
  signature();
}

// Under what name one writes: the session's, which nothing here can change.
function signature() {
  for (const line of place.querySelectorAll("[data-signature]")) {
    const reviewed = thread.reviewed ? " Il paraîtra après l’accord d’un modérateur." : "";
    line.replaceChildren("Publié sous le nom de ", element("strong", "", thread.me.name), `.${reviewed}`);
  }
}

function item(message, parent = null) {
  const entry = element("li", `cv-message cv-message--${message.state}`);
  entry.id = `message-${message.id}`;
  entry.tabIndex = -1;
  if (message.state === "removed") {
    entry.append(element("p", "cv-muted", "Message supprimé."));
  } else {
    const address = element("a", "cv-message__moment", moment(message.created));
    address.href = `#${entry.id}`;
    const head = element("p", "cv-message__head", element("strong", "", message.author), " ", address);
    if (message.modified) head.append(" ", element("span", "cv-muted", "modifié le ", moment(message.modified)));
    if (message.state === "pending") head.append(" ", element("span", "cv-tag", "attend un modérateur"));
    entry.append(head, prose(message.html), tools(message, entry));
  }
  const answers = element("ol", "cv-messages", ...message.replies.map((reply) => item(reply, message)));
  const open = element("div", "cv-message__answer");
  entry.append(...(message.replies.length ? [answers] : []), ...(parent ? [] : [open]));
  if (!parent && new Draft(page, `reponse-${message.id}`).text) answerForm(message, open);
  return entry;
}

function tools(message, entry) {
  const line = element("p", "cv-message__tools");
  const { me } = thread;
  const of = element("span", "cv-hidden", ` le message de ${message.author}`);
  const act = (label, run) => {
    const made = button(label, run, "cv-link-button");
    made.append(of.cloneNode(true));
    line.append(made);
  };
  if (message.state === "pending" && me.moderator) act("Publier", () => moderate("POST", message, `/accord?version=${message.version}`));
  if (message.state === "published" && entry.closest) {
    const answer = button("Répondre", () => openAnswer(message, entry), "cv-link-button");
    answer.append(element("span", "cv-hidden", ` à ${message.author}`));
    line.append(answer);
  }
  if (message.mine && !(thread.reviewed && message.state === "published")) {
    act("Modifier", () => edit(message, entry));
  }
  if (message.mine) act("Supprimer", () => remove(message));
  else if (me.moderator) act("Retirer", () => moderate("DELETE", message, ""));
  return line;
}

// Answers stand on one level: the answer to an answer goes below it, in the same list.
function openAnswer(message, entry) {
  const top = entry.parentElement.closest(".cv-message") ?? entry;
  const number = Number(top.id.replace("message-", ""));
  const open = top.querySelector(":scope > .cv-message__answer");
  if (!open.firstChild) answerForm({ ...message, id: number }, open);
  open.querySelector("textarea").focus();
}

function answerForm(message, open) {
  const close = () => open.replaceChildren();
  open.append(form(`reponse-${message.id}`, `Votre réponse à ${message.author}`, { parent: message.id, close }));
}

async function edit(message, entry) {
  const text = entry.querySelector(":scope > .cv-message__text");
  if (entry.querySelector(":scope > form")) return;
  try {
    const source = await ask("GET", `${member}messages/${message.id}`);
    const close = () => {
      made.replaceWith(text);
      entry.focus();
    };
    const made = form(`modification-${message.id}`, "Votre message, modifié", { edited: message.id, close, ...source });
    text.replaceWith(made);
    made.querySelector("textarea").focus();
  } catch (refusal) {
    report(refusal);
  }
}

async function remove(message) {
  if (!confirm("Supprimer ce message pour tous les correspondants ?")) return;
  await change("DELETE", `${member}messages/${message.id}`, "Message supprimé.");
}

async function moderate(method, message, action) {
  if (method === "DELETE" && !confirm(`Retirer le message de ${message.author} ?`)) return;
  const done = method === "DELETE" ? "Message retiré." : "Message publié.";
  await change(method, `${moderation}messages/${message.id}${action}`, done);
}

async function change(method, address, done) {
  try {
    show(await ask(method, address));
    unreachable(null);
    tell(done);
    section.querySelector("h2").focus();
  } catch (refusal) {
    report(refusal);
  }
}

function form(where, label, { parent = null, edited = null, text = "", close = null }) {
  const draft = new Draft(page, where);
  const made = element("form", "cv-discussion__form");
  const number = (fields += 1);
  const field = element("textarea", "cv-field cv-discussion__field");
  Object.assign(field, { id: `message-${where}`, name: "message", rows: 5, maxLength: LONGEST_TEXT });
  field.required = true;
  field.value = draft.text || text;
  const title = element("label", "cv-label", label);
  title.htmlFor = field.id;
  const signed = element("span", "");
  signed.dataset.signature = "";
  const help = element("p", "cv-muted cv-discussion__help", signed, " Mise en forme Markdown : **gras**, listes, liens.");
  help.id = `aide-${number}`;
  const error = element("p", "cv-discussion__error");
  error.id = `erreur-${number}`;
  error.setAttribute("role", "alert");
  field.setAttribute("aria-describedby", `${help.id} ${error.id}`);
  const shown = element("div", "cv-discussion__preview");
  const publish = element("button", "cv-button", edited ? "Enregistrer" : "Publier");
  publish.type = "submit";
  const buttons = element("p", "cv-discussion__buttons", publish, " ", button("Aperçu", preview));
  if (close) buttons.append(" ", button("Annuler", cancel));
  made.append(title, field, help, error, shown, buttons);
  made.noValidate = true;
  if (thread) requestAnimationFrame(signature);

  function cancel() {
    draft.forget();
    held.delete(where);
    close();
  }

  function refuse(message) {
    error.textContent = message;
    field.setAttribute("aria-invalid", message ? "true" : "false");
    if (message) field.focus();
  }

  async function preview() {
    if (!field.value.trim()) return refuse("Écrivez d’abord votre message.");
    try {
      const { html } = await ask("POST", `${member}apercu`, { text: field.value });
      shown.replaceChildren(element("p", "cv-muted", "Aperçu"), prose(html));
      refuse("");
    } catch (refusal) {
      if (refusal.passing || refusal.closed) report(refusal);
      else refuse(refusal.message);
    }
  }

  // Whether it was taken, or refused for good; false while it waits.
  async function send() {
    publish.disabled = true;
    try {
      const before = new Set([...place.querySelectorAll(".cv-message")].map((entry) => entry.id));
      const body = edited ? { text: draft.text } : { text: draft.text, sending: draft.sending, parent };
      const address = edited ? `${member}messages/${edited}` : `${member}messages${query}`;
      const content = await ask(edited ? "PUT" : "POST", address, body);
      draft.forget();
      held.delete(where);
      field.value = "";
      shown.replaceChildren();
      if (close) close();
      show(content);
      unreachable(null);
      tell(edited ? "Message enregistré." : content.reviewed ? "Message transmis à un modérateur." : "Message publié.");
      const fresh = [...place.querySelectorAll(".cv-message")].find((entry) => !before.has(entry.id));
      (fresh ?? document.getElementById(`message-${edited}`))?.focus();
      return true;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (refusal.passing || refusal.closed) {
        held.set(where, send);
        error.textContent = "En attente d’envoi.";
        unreachable(refusal);
        return false;
      }
      held.delete(where);
      draft.write(draft.text);
      refuse(refusal.message);
      return true;
    } finally {
      publish.disabled = false;
    }
  }

  field.addEventListener("input", () => {
    draft.write(field.value);
    held.delete(where);
    refuse("");
  });
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!field.value.trim()) return refuse("Écrivez d’abord votre message.");
    refuse("");
    draft.write(field.value);
    draft.hold();
    send();
  });
  // Asked for before the page was reloaded.
  if (draft.waiting) held.set(where, send);
  return made;
}

// The message that the address names: it was not there yet when the browser looked for it.
function pointed() {
  for (const before of place.querySelectorAll(".cv-message--pointed")) before.classList.remove("cv-message--pointed");
  const entry = /^#message-\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
  if (!entry) return;
  entry.classList.add("cv-message--pointed");
  entry.focus();
}

async function begin() {
  section.querySelector("h2").tabIndex = -1;
  empty.hidden = true;
  root.append(form("racine", "Votre message", {}));
  await load();
  if (held.size) await retry();
  pointed();
}

addEventListener("online", retry);
addEventListener("hashchange", pointed);
begin();
