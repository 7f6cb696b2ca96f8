import { sourceOf } from './fact.js';
import type { FactSource } from './fact.js';
import type { Catalogue, OwnFacts } from './own-fact.js';
import { catalogueWith, outlive } from './own-fact.js';
import type { Situation } from './situation.js';

/** What follows when a fact happens in a situation. */
export interface Storyteller {
  readonly facts: Catalogue;
  readonly own: OwnFacts;
  /** The situation after a fact that applies. */
  readonly after: (before: Situation, fact: string) => Situation;
  /** The facts, of these, that can happen now and that one of these sources makes happen. */
  possible(
    situation: Situation,
    events: readonly string[],
    by: readonly FactSource[],
  ): readonly string[];
}

/** A storyteller that works out each fact of each situation once. */
export function createStoryteller(own: OwnFacts = {}): Storyteller {
  const facts = catalogueWith(own);
  const told = new WeakMap<Situation, Map<string, Situation>>();
  return {
    facts,
    own,
    after(before, id) {
      const known = told.get(before) ?? new Map<string, Situation>();
      told.set(before, known);
      const after =
        known.get(id) ??
        outlive(before, facts[id]?.happens({ ...before, taken: [] }) ?? before, own);
      known.set(id, after);
      return after;
    },
    possible: (situation, events, by) =>
      events.filter((id) => {
        const fact = facts[id];
        return fact?.applies(situation) && by.includes(sourceOf(fact, situation));
      }),
  };
}
