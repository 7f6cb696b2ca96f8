import type { AuthPath } from './auth-path.js';
import type { FactsOptions } from './auth-paths-options.js';
import { checkedFacts, everybodyOutside } from './auth-paths-options.js';
import { tell } from './path-from-events.js';
import type { Random } from './random.js';
import { createRandom } from './random.js';
import type { Situation } from './situation.js';
import { beforeThePageOpens } from './situation.js';
import type { Storyteller } from './storyteller.js';
import { createStoryteller } from './storyteller.js';

/** What {@link randomAuthPaths} takes. */
export interface RandomPathsOptions extends FactsOptions {
  /** A whole number: the same seed, the same paths. */
  readonly seed: number;
  /** The steps of each path, the opening included. Default 10. */
  readonly steps?: number;
  /** How many paths. Default 20. */
  readonly count?: number;
}

/**
 * Random walks: at every step each fact that can happen is equally likely. A walk may come to the same
 * situation as often as it likes: people do sign in and out all day. Each name begins with its seed.
 * Defects of the engine happen only where `by` names it.
 *
 * @throws TypeError when an option is wrong; the message names it.
 *
 * @example
 * ```ts
 * describeAuthPaths(randomAuthPaths({ seed: 42, steps: 12, count: 50 }), driver)
 * ```
 */
export function randomAuthPaths(options: RandomPathsOptions): AuthPath[] {
  const { seed, steps = 10, count = 20 } = options;
  for (const [name, value] of Object.entries({ seed, steps, count }))
    if (!Number.isInteger(value) || (name !== 'seed' && value < 1))
      throw new TypeError(`randomAuthPaths: "${name}" must be a whole number.`);
  const limits = checkedFacts('randomAuthPaths', {
    ...options,
    by: options.by ?? everybodyOutside,
  });
  const teller = createStoryteller(limits.facts);
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const { name, ...path } = tell(randomStory(teller, limits, random, steps), teller);
    return { name: `seed ${seed}, ${index + 1}: ${name}`, ...path };
  });
}

/** One random story of so many steps, or fewer where nothing can happen any more. */
export function randomStory(
  teller: Storyteller,
  { events, by }: Pick<Required<FactsOptions>, 'events' | 'by'>,
  random: Random,
  steps: number,
): string[] {
  const story: string[] = [];
  let situation: Situation = beforeThePageOpens;
  while (story.length < steps) {
    const possible = teller.possible(situation, events, by);
    const fact = possible[random.below(possible.length)];
    if (fact === undefined) break;
    story.push(fact);
    situation = teller.after(situation, fact);
  }
  return story;
}
