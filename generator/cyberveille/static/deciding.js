// What the rules of a notice that a line asks answer together (concerned/matching.py): « concerned », « to_check », or
// nothing at all.
import { isCorrected, placed } from "./placing.js";

export const NOWHERE = -1;
const LETTERS = /^[a-z]+$/u;

export function isSubset(one, other) {
  if (one.size >= other.size) return false;
  for (const word of one) if (!other.has(word)) return false;
  return true;
}

// Whether the line rather names another product, whose name has the words of this one and more.
export function another(other, match) {
  const more = [...other.core].filter((word) => !match.covered.has(word));
  return (
    isSubset(match.core, other.core) &&
    more.length > 0 &&
    more.every((word) => LETTERS.test(word)) &&
    match.name.vendors.some((vendor) => other.name.vendors.includes(vendor))
  );
}

// Which rules of a notice are asked, and by which match: `first` and `last` give the places of a notice's.
export class Pairs {
  rules = [];
  asked = [];
  next = [];
  #seen = [];

  constructor(first, last) {
    this.first = first;
    this.last = last;
  }

  add(rule, asked) {
    const place = this.rules.length;
    const { notice } = rule;
    if (this.first[notice] === NOWHERE) {
      this.first[notice] = place;
      this.#seen.push(notice);
    } else this.next[this.last[notice]] = place;
    this.last[notice] = place;
    this.rules.push(rule);
    this.asked.push(asked);
    this.next.push(NOWHERE);
  }

  notices() {
    return Int32Array.from(this.#seen).sort();
  }

  clear() {
    for (const notice of this.#seen) this.first[notice] = NOWHERE;
  }
}

export function answer(notice, pairs, looked) {
  let check = null;
  for (let at = pairs.first[notice]; at !== NOWHERE; at = pairs.next[at]) {
    const asked = pairs.asked[at];
    if (asked.larger.length && isWithin(notice, pairs, asked.larger)) continue;
    const open = ofRule(pairs.rules[at], asked, looked);
    for (let place = 0; place < open.length; place += 2) {
      const clause = open[place];
      const { where, version } = open[place + 1];
      const sure = asked.sure || (asked.byVersion && version !== null);
      if (where && sure) return { notice, answer: "concerned", sure: true, clause, version };
      if (where || !asked.match.loose) check ??= { notice, answer: "to_check", sure, clause, version };
    }
  }
  return check;
}

// Whether a notice has a name that covers more of the line: it is the one meant.
function isWithin(notice, pairs, larger) {
  for (let at = pairs.first[notice]; at !== NOWHERE; at = pairs.next[at]) {
    if (larger.includes(pairs.asked[at].match)) return true;
  }
  return false;
}

const NOTHING = [];

// What a rule leaves open: clauses and where the line stands to them, in turn. Where versions are named one by one and
// one of them is the line's, or is older, those beside it are not.
function ofRule({ clauses }, asked, looked) {
  const { terms } = asked.match.name;
  const bare = terms.length === 1 && terms[0] === "windows" && looked.windows;
  let found = NOTHING;
  let told = false;
  for (const clause of clauses) {
    if (bare && clause.says !== "a" && clause.says !== "b") continue;
    const place = placed(clause, looked, asked);
    told ||= place.settled || place.older;
    if (place.where === false) {
      if (!told && clauses.length > 1 && place.version !== null) told = isCorrected(clause, place.version);
      continue;
    }
    if (found === NOTHING) found = [];
    found.push(clause, place);
  }
  if (!(told && found.length)) return found;
  return found.filter((_, at) => {
    const place = found[at - (at % 2) + 1];
    return place.where || !place.apart || place.settled;
  });
}
