// Speaks to the service of the discussion, and keeps what was typed until it has been taken.
// A sending has a name of its own, chosen when it is asked for: sent again after an answer that was lost, it is not
// doubled. Two tabs that hold the same draft never share one.

export class Refusal extends Error {
  // `status` is 0 when nothing answered; `wait` is in seconds, when the service says how long.
  constructor(status, message, wait = 0) {
    super(message);
    this.status = status;
    this.wait = wait;
  }

  // Whether the same request may be accepted later, as it is.
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  get closed() {
    return this.status === 401;
  }
}

export async function ask(method, address, content) {
  let answer;
  try {
    answer = await fetch(address, {
      method,
      headers: content ? { "Content-Type": "application/json" } : {},
      body: content && JSON.stringify(content),
      credentials: "same-origin",
      redirect: "error",
    });
  } catch {
    throw new Refusal(0, WORDS[0]);
  }
  const json = answer.headers.get("Content-Type")?.startsWith("application/json");
  const body = json ? await answer.json().catch(() => ({})) : {};
  if (answer.ok && json) return body;
  const wait = Number(answer.headers.get("Retry-After")) || 0;
  // An answer that is not the service's own: something on the way broke.
  throw new Refusal(answer.ok ? 502 : answer.status, body.message ?? WORDS[answer.status] ?? WORDS[0], wait);
}

// What the portal's server refuses by itself comes without words for the reader.
const WORDS = {
  0: "La discussion ne répond pas.",
  403: "Votre compte n’ouvre plus la discussion. Prévenez la cellule.",
  413: "Le message est trop long.",
};

// crypto.randomUUID exists over TLS only; hospitals also try the portal on a bare address of their network.
function name() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5");
}

const NOTHING = { text: "", sending: "", by: "", waiting: false };
const drafts = new Map();

// What is typed at one place of one page, kept in this tab: a reload or a closed session does not lose it.
export class Draft {
  constructor(page, place) {
    this.key = `discussion ${page} ${place}`;
    if (drafts.has(this.key)) return;
    this.content = NOTHING;
    try {
      this.content = { ...NOTHING, ...JSON.parse(sessionStorage.getItem(this.key)) };
    } catch {
      // Nothing kept, or storage refused: the draft lasts as long as the page.
    }
  }

  // The places of a page where something was typed and not taken yet.
  static places(page) {
    const prefix = `discussion ${page} `;
    const keys = new Set(drafts.keys());
    try {
      Object.keys(sessionStorage).forEach((key) => keys.add(key));
    } catch {
      // Storage refused.
    }
    const places = [...keys].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
    return places.filter((place) => new Draft(page, place).text);
  }

  get content() {
    return drafts.get(this.key);
  }

  set content(content) {
    drafts.set(this.key, content);
  }

  get text() {
    return this.content.text;
  }

  get sending() {
    return this.content.sending;
  }

  get by() {
    return this.content.by;
  }

  // Whether the person has asked for it to be sent.
  get waiting() {
    return this.content.waiting;
  }

  write(text) {
    // The same name goes with the same text: another text is another sending.
    if (text !== this.text) this.content = { ...NOTHING, text };
    this.#keep();
  }

  // `by` is the key of who asks: on a shared workstation, the next session may be another person's.
  hold(by) {
    this.content = { ...this.content, sending: this.sending || name(), by, waiting: true };
    this.#keep();
  }

  release() {
    this.content = { ...this.content, waiting: false };
    this.#keep();
  }

  forget() {
    this.content = NOTHING;
    try {
      sessionStorage.removeItem(this.key);
    } catch {
      // Nothing was kept.
    }
  }

  #keep() {
    try {
      if (this.text.trim()) sessionStorage.setItem(this.key, JSON.stringify(this.content));
      else sessionStorage.removeItem(this.key);
    } catch {
      // Storage is full or refused: the page still holds the text.
    }
  }
}
