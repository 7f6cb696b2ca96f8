import type { Random } from '../world/random.js';
import type { StoryFact } from './story.js';

/** The facts that were told of one moment, from one of them on: what goes wrong belongs to what it befalls. */
export function sameMoment(facts: readonly StoryFact[], from: number): readonly StoryFact[] {
  const rest = facts.slice(from);
  const end = rest.findIndex(({ after }, index) => index > 0 && after > 0);
  return end < 0 ? rest : rest.slice(0, end);
}

/**
 * The same in another order. Clocks tell milliseconds, so a recording does not say which of two tabs was first in one;
 * only what happened in one tab, and what was about to go wrong, stays in its order.
 */
export function reordered(facts: readonly StoryFact[], random: Random): readonly StoryFact[] {
  const isFixed = ({ fact }: StoryFact): boolean =>
    fact === 'fails' || fact === 'opensTab' || fact === 'crashesTab';
  const fixed = facts.filter(isFixed);
  const left = facts.filter((fact) => !isFixed(fact));
  const mixed: StoryFact[] = [];
  while (left.length > 0) {
    const some = left[random.below(left.length)];
    const first = left.findIndex((each) => tabOf(each) === (some && tabOf(some)));
    mixed.push(...left.splice(first, 1));
  }
  return [...fixed, ...mixed];
}

function tabOf(told: StoryFact): number | null {
  return 'tab' in told ? told.tab : null;
}
