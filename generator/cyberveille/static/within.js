// Whether a version lies in what a notice states: true, false, or null in doubt (versions/containing.py). A piece of
// a range is an array, as `/donnees/concerne/` publishes it.
import { versionOf } from "./schemes.js";

const SINGLE = 0;
const BRANCH = 1;
const SPAN = 2;

const both = (one, other) => {
  if (one === false || other === false) return false;
  return one === null || other === null ? null : true;
};
const either = (one, other) => {
  if (one === true || other === true) return true;
  return one === null || other === null ? null : false;
};
const included = ([, told]) => (told === 2 ? null : told === 1);
const of = (found, wanted) => (found === null ? null : found === wanted);

export const isSingle = ([kind]) => kind === SINGLE;
export const isSpan = ([kind]) => kind === SPAN;
export const branchOf = ([, , , branch]) => branch;
export const isAlone = ([kind]) => kind === SINGLE || kind === BRANCH;

// The versions of a piece, without that of its branch.
export function versionsOf(piece) {
  if (isAlone(piece)) return [piece[1]];
  const bounds = piece[0] === SPAN ? [piece[1], piece[2]] : (piece[1] ?? []);
  return bounds.filter(Boolean).map(([version]) => version);
}

export function within(version, pieces, scheme) {
  const mine = versionOf(version, scheme);
  if (!mine) return null;
  return pieces.reduce((found, piece) => either(found, holds(piece, mine, scheme)), false);
}

function holds(piece, mine, scheme) {
  if (piece[0] === SPAN) {
    const [, lower, upper, branch, named] = piece;
    const inside = both(above(lower, mine, scheme), below(upper, mine, scheme));
    return onBranch({ branch, named, upper }, inside, mine, scheme);
  }
  if (!isAlone(piece)) {
    const [, bounds, branch, named] = piece;
    return onBranch({ branch, named }, onLadder(bounds, mine, scheme), mine, scheme);
  }
  const named = versionOf(piece[1], scheme);
  if (!named) return null;
  if (piece[0] === BRANCH) return mine.within(named);
  const order = mine.compare(named);
  if (order === 0) return true;
  return order === 1 && mine.within(named) === false ? false : null;
}

function onBranch({ branch, named, upper }, inside, mine, scheme) {
  if (!branch || inside === false) return inside;
  const its = versionOf(branch, scheme);
  if (!its) return null;
  const belongs = mine.within(its);
  if (belongs !== false) return both(belongs, inside);
  if (named) return null;
  const edge = upper ? versionOf(upper[0], scheme) : null;
  const leaves = edge !== null && edge.within(its) !== true;
  return leaves && mine.compare(its) !== -1 ? null : false;
}

function below(bound, mine, scheme) {
  if (!bound) return true;
  const edge = versionOf(bound[0], scheme);
  if (!edge) return null;
  const order = mine.compare(edge);
  if (bound[2] && mine.within(edge) !== false) return mine.within(edge);
  if (mine.cutShortOf(edge)) {
    if (order === 0) return included(bound) === false ? false : null;
    return order === -1 && edge.addsTo(mine) ? true : null;
  }
  const ofBound = order === 1 && included(bound) !== false && mine.within(edge) !== false;
  if (order === 0 || ofBound) return order === 0 ? included(bound) : null;
  return of(order, -1);
}

function above(bound, mine, scheme) {
  if (!bound) return true;
  const edge = versionOf(bound[0], scheme);
  if (!edge) return null;
  const order = mine.compare(edge);
  if (mine.cutShortOf(edge)) return order === 0 && included(bound) ? true : null;
  return order === 0 ? included(bound) : of(order, 1);
}

// Each bound decides for the versions that share most with it; between two branches nothing is said.
function onLadder(bounds, mine, scheme) {
  const edges = bounds.map(([version]) => versionOf(version, scheme));
  if (edges.includes(null)) return null;
  const answers = bounds.map((bound) => below(bound, mine, scheme));
  if (answers.every((answer) => answer === false) || answers.every((answer) => answer === true)) return answers[0];
  const shared = edges.map((edge) => mine.shares(edge));
  const most = Math.max(...shared);
  const near = answers.filter((_, place) => shared[place] === most);
  if (most && near.every((answer) => answer === true)) return true;
  const fixed = near.every((answer) => answer === false);
  const deep = edges.every((edge, place) => shared[place] !== most || most >= edge.depth);
  return fixed && deep ? false : null;
}
