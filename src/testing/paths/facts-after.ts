import type { AuthPath } from './auth-path.js';
import type { FactsOptions } from './auth-paths-options.js';
import { checkedFacts } from './auth-paths-options.js';
import type { FactName } from './own-fact.js';
import type { Situation } from './situation.js';
import { beforeThePageOpens } from './situation.js';
import { createStoryteller } from './storyteller.js';

/**
 * The facts that can happen after a path: to go on with it, choose one of them.
 *
 * @param path - A path, or the facts of one; `[]` for the beginning.
 * @throws TypeError when an option is wrong.
 *
 * @example
 * ```ts
 * factsAfter(['opensSignedIn', 'clicksLogOut'], { by: ['server'] })
 * // ['serverAgrees', 'serverRefuses', 'serverFails', 'networkFails']
 * ```
 */
export function factsAfter(
  path: AuthPath | readonly FactName[],
  options: FactsOptions = {},
): FactName[] {
  const told: Pick<AuthPath, 'ownFacts'> = 'steps' in path ? path : { ownFacts: {} };
  const { events, by, facts } = checkedFacts('factsAfter', {
    ...options,
    facts: { ...told.ownFacts, ...options.facts },
  });
  const story = 'steps' in path ? path.steps.map(({ fact }) => fact) : path;
  const teller = createStoryteller(facts);
  const situation = story.reduce<Situation>(teller.after, beforeThePageOpens);
  return [...teller.possible(situation, events, by)];
}
