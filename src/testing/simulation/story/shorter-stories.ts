import type { Story, StoryFact } from './story.js';

/**
 * Stories that tell less, those that leave out the most first: without a tab, without a part of the facts,
 * without a state that is waited for, without a pause.
 */
export function* shorterStories(story: Story): Generator<Story> {
  const { facts } = story;
  const tabs = new Set(facts.flatMap((fact) => ('tab' in fact ? [fact.tab] : [])));
  if (tabs.size > 1)
    for (const tab of tabs) {
      const rest = without(facts, (fact) => 'tab' in fact && fact.tab === tab);
      if (isTold(rest)) yield { ...story, facts: rest };
    }
  for (let part = Math.ceil(facts.length / 2); part >= 1; part = Math.floor(part / 2))
    for (let from = facts.length - part; from >= 0; from -= 1) {
      const rest = without(facts, (_, index) => index >= from && index < from + part);
      if (isTold(rest)) yield { ...story, facts: rest };
    }
  for (const [index, fact] of facts.entries())
    if ('during' in fact) {
      const { during: _, ...whenever } = fact;
      yield { ...story, facts: facts.with(index, whenever) };
    }
  for (const [index, fact] of facts.entries())
    if (fact.after > 0) yield { ...story, facts: facts.with(index, { ...fact, after: 0 }) };
}

/** The facts that are left, at the times at which they were. */
function without(
  facts: readonly StoryFact[],
  leftOut: (fact: StoryFact, index: number) => boolean,
): readonly StoryFact[] {
  let waited = 0;
  return facts.flatMap((fact, index) => {
    waited += fact.after;
    if (leftOut(fact, index)) return [];
    const after = waited;
    waited = 0;
    return [{ ...fact, after }];
  });
}

/** Whether a story begins with a page that opens, and nothing happens in one that never did. */
function isTold(facts: readonly StoryFact[]): boolean {
  const opened = new Set<number>();
  return (
    facts[0]?.fact === 'opensTab' &&
    facts.every((fact) => {
      if (!('tab' in fact)) return true;
      if (fact.fact === 'opensTab') opened.add(fact.tab);
      return opened.has(fact.tab);
    })
  );
}
