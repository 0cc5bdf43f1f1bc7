// Where a question is looked for: in the first stages of the index, and on for as long as nothing is found.
const best = (a, b) => b.score - a.score;

const NOTHING = { results: [], near: [], left: [] };

export async function find(index, asked, stages) {
  const itemOf = (stage) => (result) => ({ ...result, data: () => index.ask("data", stage, result.data) });
  const parts = await Promise.all(
    stages.map(async (stage) => {
      const parted = await index.ask("find", stage, asked);
      return { results: parted.results.map(itemOf(stage)), near: parted.near.map(itemOf(stage)) };
    }),
  );
  const all = (name) => parts.flatMap((part) => part[name]).sort(best);
  return { results: all("results"), near: all("near") };
}

// Looks as deep as it is asked to, then on for as long as nothing is `worth` telling; `left` are the stages that it did
// not come to. Nothing is found of no words.
export async function findAsDeep(index, asked, deep, worth) {
  if (!asked) return NOTHING;
  const stages = index.reach(asked.filters.year);
  let depth = asked.filters.year ? stages.length : Math.min(deep, stages.length);
  let found = await find(index, asked, stages.slice(0, depth));
  while (depth < stages.length && !worth(found.results)) {
    const more = await find(index, asked, [stages[depth++]]);
    found = { results: [...found.results, ...more.results], near: [...found.near, ...more.near] };
  }
  const left = stages.slice(depth);
  return { ...found, left, since: left.length ? index.years(stages.slice(0, depth))?.from : undefined };
}
