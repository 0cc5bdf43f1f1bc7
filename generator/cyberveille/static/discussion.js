// The discussion under a page: the thread, a form, and what the reader may do with each message.
import { element } from "./elements.js";
import { button, moment, prose } from "./message.js";
import { ask, Draft, Refusal } from "./sending.js";

const section = document.querySelector("[data-discussion]");
const place = section.querySelector("[data-thread]");
const page = section.dataset.page;
const member = `${section.dataset.discussion}membre/`;
const moderation = `${section.dataset.discussion}moderation/`;
const query = `?page=${encodeURIComponent(page)}`;

const FIRST_WAIT = 4; // seconds; doubled at each failure, to a minute
const LONGEST_WAIT = 60;

const news = element("p", "cv-discussion__news");
news.setAttribute("role", "status");
const down = element("div", "cv-discussion__down");
down.setAttribute("role", "alert");
const list = element("ol", "cv-messages");
const empty = element("p", "cv-muted", "Personne n’a encore écrit ici.");
const foot = element("p", "cv-discussion__foot");
const refresh = button("Actualiser", renew, "cv-link-button");
const orphans = element("div", "cv-discussion__orphans");
const root = element("div", "cv-discussion__new");
place.append(news, list, empty, down, orphans, root, foot);

let thread = null;
let trouble = null;
let wait = FIRST_WAIT;
let timer = 0;
let fields = 0;
const held = new Map(); // place → how to send again what waits there
const forms = new Map(); // place → its form: it stays the same one when the thread is printed again

function tell(text) {
  news.textContent = "";
  requestAnimationFrame(() => (news.textContent = text));
}

// A line under the page says that the service is down, and what becomes of what was typed.
function unreachable(refusal) {
  clearTimeout(timer);
  trouble = refusal;
  explain();
  if (!refusal) {
    wait = FIRST_WAIT;
  } else if (!refusal.closed) {
    // Not all the pages of all the correspondents at the same moment.
    timer = setTimeout(retry, 1000 * (refusal.wait || wait) * (1 + Math.random() / 4));
    wait = Math.min(2 * wait, LONGEST_WAIT);
  }
}

// The same line is not said again: each attempt would interrupt who listens to it.
function explain() {
  const kept = held.size ? " Votre message est gardé dans cette page." : "";
  const soon = held.size ? " Il partira dès qu’elle répondra." : "";
  let line = "";
  if (trouble?.closed) line = `Votre session est fermée.${kept} `;
  else if (trouble?.status === 429) line = `${trouble.message}${kept}${held.size ? " Il partira ensuite." : ""} `;
  else if (trouble) line = `La discussion ne répond pas pour l’instant.${kept}${soon} `;
  if (down.firstChild?.firstChild.data === line) return;
  down.replaceChildren();
  if (line) down.append(element("p", "", line, trouble.closed ? sessionLink() : button("Réessayer", retry)));
}

function sessionLink() {
  const again = element("a", "", "Ouvrir une session");
  again.href = `${location.pathname}#discussion`;
  again.addEventListener("click", () => setTimeout(() => location.reload()));
  return again;
}

async function retry() {
  clearTimeout(timer);
  while (held.size) {
    for (const send of [...held.values()]) {
      if (!(await send())) return;
    }
  }
  await load();
}

async function load() {
  try {
    show(await ask("GET", `${member}${query}`));
    unreachable(null);
  } catch (refusal) {
    report(refusal);
  }
}

async function renew() {
  await load();
  if (!trouble) tell("Le fil est à jour.");
}

function report(refusal) {
  if (!(refusal instanceof Refusal)) throw refusal;
  if (refusal.passing || refusal.closed) unreachable(refusal);
  else tell(refusal.message);
}

function show(content) {
  thread = content;
  const { total, messages } = content;
  const active = document.activeElement;
  list.replaceChildren(...messages.map((message) => item(message)));
  empty.hidden = messages.length > 0;
  const feed = element("a", "", "Suivre ce fil (Atom)");
  feed.href = `${member}fil.atom${query}`;
  const count = total > 1 ? `${total} messages. ` : total ? "1 message. " : "";
  foot.replaceChildren(count, feed, " ", refresh);
  keepOrphans();
  signature();
  if (active !== document.activeElement && active.isConnected) active.focus({ preventScroll: true });
}

// What was being written to a message that is gone: the text stays, to be copied or sent apart.
function keepOrphans() {
  for (const where of Draft.places(page)) {
    const number = Number(where.split("-")[1]);
    if (!forms.has(where) && where.startsWith("reponse-")) answerForm(number, "un message retiré");
    if (!forms.has(where) && where.startsWith("modification-")) editForm(number, "");
  }
  for (const made of forms.values()) {
    if (!made.isConnected) orphans.append(made);
  }
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
    const editing = `modification-${message.id}`;
    if (message.mine && !forms.has(editing) && new Draft(page, editing).text) editForm(message.id, "");
    entry.append(head, forms.get(editing) ?? prose(message.html), tools(message, entry));
  }
  const answers = element("ol", "cv-messages", ...message.replies.map((reply) => item(reply, message)));
  const open = element("div", "cv-message__answer");
  entry.append(...(message.replies.length ? [answers] : []), ...(parent ? [] : [open]));
  const answering = `reponse-${message.id}`;
  if (message.state === "published" && !forms.has(answering) && new Draft(page, answering).text) {
    answerForm(message.id, message.author);
  }
  if (forms.has(answering)) open.append(forms.get(answering));
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
  if (message.state === "pending" && me.moderator)
    act("Publier", () => moderate("POST", message, `/accord?version=${message.version}`));
  if (message.state === "published") {
    const answer = button("Répondre", () => openAnswer(message, entry), "cv-link-button");
    answer.append(element("span", "cv-hidden", ` à ${message.author}`));
    line.append(answer);
  }
  if (message.mine && !(thread.reviewed && message.state === "published")) {
    act("Modifier", () => edit(message));
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
  const made = forms.get(`reponse-${number}`) ?? answerForm(number, message.author);
  open.append(made);
  made.querySelector("textarea").focus();
}

function answerForm(number, author) {
  return form(`reponse-${number}`, `Votre réponse à ${author}`, { parent: number, close: () => {} });
}

async function edit(message) {
  try {
    const where = `modification-${message.id}`;
    if (!forms.has(where)) {
      editForm(message.id, (await ask("GET", `${member}messages/${message.id}`)).text);
      show(thread);
    }
    forms.get(where).querySelector("textarea").focus();
  } catch (refusal) {
    report(refusal);
  }
}

function editForm(number, text) {
  const close = () => {
    show(thread);
    document.getElementById(`message-${number}`)?.focus();
  };
  return form(`modification-${number}`, "Votre message, modifié", { edited: number, close, text });
}

async function remove(message) {
  if (!confirm("Supprimer ce message pour tous les correspondants\u202f?")) return;
  await change("DELETE", `${member}messages/${message.id}`, "Message supprimé.");
}

async function moderate(method, message, action) {
  if (method === "DELETE" && !confirm(`Retirer le message de ${message.author}\u202f?`)) return;
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
    // What is on the screen is no longer so.
    if (refusal.status === 404 || refusal.status === 409) await load();
    report(refusal);
  }
}

function form(where, label, { parent = null, edited = null, text = "", close = null }) {
  const draft = new Draft(page, where);
  const made = element("form", "cv-discussion__form");
  const number = (fields += 1);
  const field = element("textarea", "cv-field cv-discussion__field");
  Object.assign(field, { id: `message-${where}`, name: "message", rows: 5 });
  field.required = true;
  field.value = draft.text || text;
  const title = element("label", "cv-label", label);
  title.htmlFor = field.id;
  const signed = element("span", "");
  signed.dataset.signature = "";
  const help = element("p", "cv-muted", signed, " Mise en forme Markdown\u00a0: **gras**, listes, liens.");
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
  forms.set(where, made);
  if (thread) requestAnimationFrame(signature);

  function cancel() {
    draft.forget();
    held.delete(where);
    explain();
    leave();
  }

  function leave() {
    forms.delete(where);
    made.remove();
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

  let underWay = null;

  // Whether it was taken, or refused for good; false while it waits.
  function send() {
    underWay ??= attempt().finally(() => (underWay = null));
    return underWay;
  }

  async function attempt() {
    publish.disabled = true;
    const { text: sent, sending, by } = draft;
    try {
      const before = new Set([...place.querySelectorAll(".cv-message")].map((entry) => entry.id));
      const body = edited ? { text: sent } : { text: sent, sending, parent, by };
      const address = edited ? `${member}messages/${edited}` : `${member}messages${query}`;
      const content = await ask(edited ? "PUT" : "POST", address, body);
      held.delete(where);
      error.textContent = "";
      const here = made.contains(document.activeElement) || document.activeElement === document.body;
      const typedOn = draft.text !== sent; // while it went out: that is for another time
      if (!typedOn) {
        draft.forget();
        field.value = "";
        shown.replaceChildren();
        if (close) leave();
      }
      show(content);
      unreachable(null);
      tell(edited ? "Message enregistré." : content.reviewed ? "Message transmis à un modérateur." : "Message publié.");
      const fresh = [...place.querySelectorAll(".cv-message")].find((entry) => !before.has(entry.id));
      if (here && !typedOn) (fresh ?? document.getElementById(`message-${edited}`))?.focus();
      return true;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (refusal.passing || refusal.closed) {
        if (draft.waiting) {
          held.set(where, send);
          error.textContent = "En attente d’envoi.";
        }
        unreachable(refusal);
        return false;
      }
      held.delete(where);
      draft.release();
      // A message that is gone, or another person's session: the page shows what is so now.
      if (refusal.status === 409) await load();
      refuse(refusal.message);
      return true;
    } finally {
      publish.disabled = false;
    }
  }

  field.addEventListener("input", () => {
    draft.write(field.value);
    if (!draft.waiting && held.delete(where)) explain();
    refuse("");
  });
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!field.value.trim()) return refuse("Écrivez d’abord votre message.");
    refuse("");
    draft.write(field.value);
    draft.hold(thread?.me.key ?? "");
    send();
  });
  // Asked for before the page was reloaded; by whom must be known for it to go out by itself.
  if (draft.waiting && !draft.by) draft.release();
  if (draft.waiting) {
    held.set(where, send);
    error.textContent = "En attente d’envoi.";
  }
  return made;
}

// The message that the address names: it was not there yet when the browser looked for it.
function pointed() {
  for (const before of place.querySelectorAll(".cv-message--pointed")) before.classList.remove("cv-message--pointed");
  const entry = /^#message-\d+$/u.test(location.hash) && document.getElementById(location.hash.slice(1));
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
