import type { FactId } from './facts/index.js';
import { facts } from './facts/index.js';
import type { Situation } from './situation.js';

/** What follows when a fact happens in a situation. */
export type Storyteller = (before: Situation, fact: FactId) => Situation;

/** A storyteller that works out each fact of each situation once. */
export function createStoryteller(): Storyteller {
  const told = new WeakMap<Situation, Map<FactId, Situation>>();
  return (before, fact) => {
    const known = told.get(before) ?? new Map<FactId, Situation>();
    told.set(before, known);
    const after = known.get(fact) ?? facts[fact].happens({ ...before, taken: [] });
    known.set(fact, after);
    return after;
  };
}
