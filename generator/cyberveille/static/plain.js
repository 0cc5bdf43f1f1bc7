// The words of a name as they are compared: pieces of letters and of digits, and what they give joined. The program
// reads notices so (concerned/words.py); both are held together by one table of cases.
const MOST_JOINED = 4;
const LETTERS = { œ: "oe", æ: "ae", ø: "o", ł: "l", đ: "d", ß: "ss" };
const MARKS = /[™®©℠]|\((?:tm|r|c)\)/gu;
const PIECE = /[a-z]+|[0-9]+(?:\.[0-9]+)*/gu;
const RUN = /(?:\b[0-9][a-z]{2}[0-9] )?[a-z0-9]+(?:-[a-z0-9]+)*/gu;
const MOST_OF_A_CODE = 16;
const known = new Map();

// In lower case, without accents and trademark signs, with single spaces.
export function plain(text) {
  const told = known.get(text);
  if (told !== undefined) return told;
  let kept = text.toLowerCase().replace(MARKS, " ");
  if (/[^\0-\x7f]/u.test(kept)) {
    kept = kept
      .replace(/[œæøłđß]/gu, (letter) => LETTERS[letter])
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replace(/’/gu, "'")
      .replace(/[–—‑]/gu, "-");
  }
  kept = kept.split(/\s+/u).filter(Boolean).join(" ");
  if (known.size > 50000) known.clear();
  known.set(text, kept);
  return kept;
}

export const texts = (text) => text.match(PIECE) ?? [];

// What up to four pieces in a row give together, each with the pieces of which it was first made.
export function joined(found, forms = new Map()) {
  for (let first = 0; first < found.length; first++) {
    let text = "";
    for (let last = first; last < Math.min(first + MOST_JOINED, found.length); last++) {
      text += found[last];
      if (!forms.has(text)) forms.set(text, found.slice(first, last + 1));
    }
  }
  return forms;
}

// Pieces of what is written as one and has more of them than a word: 6ES7510-1DJ01, 6ES7 510-1DJ01.
export function codesIn(text) {
  return (text.match(RUN) ?? []).map(texts).filter(({ length }) => length > MOST_JOINED && length <= MOST_OF_A_CODE);
}

// A word, and the same without one of its letters: two that share one of these are one slip apart.
export function lettersLeftOut(word) {
  const found = new Set([word]);
  for (let place = 0; place < word.length; place++) found.add(word.slice(0, place) + word.slice(place + 1));
  return found;
}
