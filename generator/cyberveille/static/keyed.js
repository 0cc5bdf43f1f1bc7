// Versions with a place in a total order: dates, packages, releases of Windows (versions/keyed.py).
import { begunAlike } from "./numbering.js";

const compareKeys = (one, other) => {
  if (Array.isArray(one)) {
    for (let place = 0; place < Math.max(one.length, other.length); place++) {
      if (place >= one.length) return -1;
      if (place >= other.length) return 1;
      const found = compareKeys(one[place], other[place]);
      if (found) return found;
    }
    return 0;
  }
  return one < other ? -1 : Number(one > other);
};

// A version with a place in a total order; `parts` say of which branch it is, from the left.
export class Keyed {
  constructor(key, parts) {
    this.key = key;
    this.parts = parts;
  }

  compare(other) {
    return compareKeys(this.key, other.key);
  }

  cutShortOf(other) {
    return this.parts.length < other.parts.length && begunAlike(this.parts, other.parts) === this.parts.length;
  }

  addsTo() {
    return false;
  }

  within(branch) {
    const alike = begunAlike(this.parts, branch.parts);
    if (alike < Math.min(this.parts.length, branch.parts.length)) return false;
    return alike === branch.parts.length ? true : null;
  }

  shares(other) {
    return begunAlike(this.parts, other.parts);
  }

  get depth() {
    return Math.max(1, this.parts.length - 1);
  }
}
