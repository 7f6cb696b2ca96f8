import type { FactSource } from './fact.js';
import type { FactId } from './facts/index.js';
import { beforeThePageOpens } from './situation.js';
import type { Situation } from './situation.js';
import type { Storyteller } from './storyteller.js';

/** What ends a wait, the likeliest first. */
const endings: readonly FactId[] = ['confirms', 'storageRecovers', 'cleanerEnds', 'serverAgrees'];

/** The most steps that it takes to end everything that can be under way at once. */
const longestEnd = 6;

interface Limits {
  readonly events: readonly string[];
  readonly by: readonly FactSource[];
  readonly teller: Storyteller;
}

/** Goes on with a story that ends in the middle of something, until nothing is under way any more. */
export function bringToRest(story: readonly string[], limits: Limits): string[] {
  const { events, by, teller } = limits;
  const whole = [...story];
  let situation = story.reduce<Situation>(teller.after, beforeThePageOpens);
  while (whole.length < story.length + longestEnd && !isAtRest(situation)) {
    const now = teller.possible(situation, events, by);
    const next = endings.find((id) => now.includes(id));
    if (!next) break;
    whole.push(next);
    situation = teller.after(situation, next);
  }
  return whole;
}

function isAtRest({ auth }: Situation): boolean {
  return auth !== null && Object.keys(auth.children).length === 0;
}
