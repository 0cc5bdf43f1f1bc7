// The index's tables of contents, which say in which piece a word stands: read here as well, so that pieces are asked
// for while Pagefind's program, which reads them too, is still on its way.

// Where Pagefind's table has its chunks: [first word, last word, name].
const CHUNKS = 2;
const SIGNATURE = 12;
const TEXT = new TextDecoder();

// What CBOR (RFC 8949) holds of what a table is made of, numbers, texts and lists, from a place on.
class Reader {
  constructor(data, at) {
    Object.assign(this, { data, at });
  }

  next() {
    const first = this.data[this.at++];
    const size = this.#number(first & 31);
    if (first >> 5 === 3) return TEXT.decode(this.data.subarray(this.at, (this.at += size)));
    if (first >> 5 !== 4) return size;
    return Array.from({ length: size }, () => this.next());
  }

  // A number up to 23, or of as many bytes as it says.
  #number(told) {
    if (told < 24) return told;
    let value = 0;
    for (const end = this.at + 2 ** (told - 24); this.at < end; this.at++) value = value * 256 + this.data[this.at];
    return value;
  }
}

// The tables of a file, by their tags: they follow a line of JSON that says how long each is.
export function tablesIn(buffer) {
  const data = new Uint8Array(buffer);
  let at = data.indexOf(10) + 1;
  const sizes = JSON.parse(TEXT.decode(data.subarray(0, at)));
  return new Map(sizes.map(([tag, size]) => [tag, data.subarray(at, (at += size))]));
}

const plain = (word) => word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// The names of the pieces in which some words stand, if any; an inflection may stand in another.
export function piecesOf(table, words) {
  const parts = new Reader(table, SIGNATURE).next();
  const within = (word) => parts[CHUNKS].filter(([first, last]) => first <= word && word <= last);
  return new Set(words.flatMap((word) => within(plain(word)).map(([, , name]) => name)));
}
