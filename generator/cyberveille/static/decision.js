// What follows from the answers: the same rules as the program that qualifies declarations, over the same
// data. A condition is a group of keys, all of which must hold; of a list of conditions, one is enough; an
// empty list always holds.
const FLAGS = ["activity", "medical_device", "territory", "provider", "essential_operator"];

export const NOTHING = Object.freeze({
  structure: null,
  origin: null,
  effects: [],
  data: [],
  care_level: null,
  services: [],
  ...Object.fromEntries(FLAGS.map((flag) => [flag, false])),
  unknown: [],
});

const shares = (wanted, given) => !wanted?.length || wanted.some((item) => given.includes(item));

function isAtLeast(wanted, given, levels) {
  if (wanted === undefined) return true;
  const floor = levels.indexOf(wanted);
  return floor >= 0 && levels.includes(given) && levels.indexOf(given) >= floor;
}

// A flag that is not known is neither true nor false.
function flagHolds(wanted, flag, answers) {
  return wanted === undefined || (wanted === answers[flag] && !answers.unknown.includes(flag));
}

function oneHolds(condition, answers, terms, declared) {
  return (
    shares(condition.structures, [answers.structure]) &&
    shares(condition.origins, [answers.origin]) &&
    shares(condition.natures, [terms.natures[answers.origin]]) &&
    shares(condition.effects, answers.effects) &&
    shares(condition.data, answers.data) &&
    shares(condition.services, answers.services) &&
    shares(condition.unknown, answers.unknown) &&
    isAtLeast(condition.care_at_least, answers.care_level, terms.levels) &&
    FLAGS.every((flag) => flagHolds(condition[flag], flag, answers)) &&
    (condition.declared === undefined || condition.declared === declared)
  );
}

export function holds(conditions, answers, terms, declared) {
  return !conditions?.length || conditions.some((item) => oneHolds(item, answers, terms, declared));
}

// The answers without those to questions that their predecessors make pointless.
export function settle(scheme, answers, terms) {
  return scheme.questions.reduce(
    (known, { id, when }) =>
      holds(when, known, terms)
        ? known
        : { ...known, [id]: NOTHING[id], unknown: known.unknown.filter((field) => field !== id) },
    answers,
  );
}

export function asked(scheme, answers, terms) {
  const known = settle(scheme, answers, terms);
  return scheme.questions.filter(({ when }) => holds(when, known, terms)).map(({ id }) => id);
}

export function decide(scheme, answers, terms) {
  const known = settle(scheme, answers, terms);
  const criteria = scheme.criteria.filter(({ when }) => holds(when, known, terms));
  const declared = criteria.length > 0;
  const applies = ({ when }) => holds(when, known, terms, declared);
  const advice = scheme.recipients
    .map((recipient) => ({ recipient, reasons: recipient.reasons.filter(applies).map(({ text }) => text) }))
    .filter(({ reasons }) => reasons.length > 0);
  return {
    declare: declared,
    criteria,
    advice,
    guidance: scheme.guidance.filter(applies),
    grade: scheme.grades.find(applies) ?? null,
  };
}
