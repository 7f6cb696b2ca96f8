import type { AuthPath, AuthStep } from './auth-path.js';
import { labelOf, sourceOf } from './fact.js';
import { outcomeOf } from './outcome.js';
import type { FactName, OwnFacts } from './own-fact.js';
import type { Situation } from './situation.js';
import { beforeThePageOpens, visibleIn } from './situation.js';
import { statesOf } from './statechart.js';
import type { Storyteller } from './storyteller.js';
import { createStoryteller } from './storyteller.js';

/**
 * The path on which these facts happen one after the other. It begins with an opening:
 * `opensSignedIn`, `opensSignedOut`, `opensSlowlySignedIn` or `opensSlowlySignedOut`.
 *
 * @throws TypeError when a fact is unknown or cannot happen at that point; the message lists those
 * that can.
 *
 * @example
 * ```ts
 * pathFromEvents(['opensSignedIn', 'clicksLogOut', 'serverFails']).name
 * // authenticated → log out → server down → logged out, revocation queued
 * ```
 */
export function pathFromEvents(
  events: readonly FactName[],
  { facts = {} }: { /** Facts of your own. */ readonly facts?: OwnFacts } = {},
): AuthPath {
  return tell(events, createStoryteller(facts));
}

/** {@link pathFromEvents} for many stories that begin alike. */
export function tell(events: readonly string[], teller: Storyteller): AuthPath {
  const steps: AuthStep[] = [];
  let situation = beforeThePageOpens;
  for (const id of events) {
    const fact = teller.facts[id];
    if (!fact?.applies(situation)) throw impossible(id, steps, situation, teller);
    const next = teller.after(situation, id);
    steps.push({
      fact: id,
      label: labelOf(fact, situation),
      by: sourceOf(fact, situation),
      service: fact.service?.(situation) ?? null,
      visible: visibleIn(next),
      states: next.auth ? statesOf(next.auth) : [],
      transitions: next.taken,
      holds: next.holds,
    });
    situation = next;
  }
  const words = [...steps.map(({ label }) => label), outcomeOf(situation)];
  const name = words.filter((word, index) => word !== words[index - 1]).join(' → ');
  return { name, steps, ownFacts: teller.own };
}

function impossible(
  id: string,
  steps: readonly AuthStep[],
  situation: Situation,
  teller: Storyteller,
): TypeError {
  const possible = Object.entries(teller.facts)
    .filter(([, fact]) => fact.applies(situation))
    .map(([name]) => name);
  const where =
    steps.length > 0 ? `after "${steps.map(({ label }) => label).join(' → ')}"` : 'first';
  return new TypeError(
    `pathFromEvents: "${id}" cannot happen ${where}. Choose one of: ${possible.join(', ')}.`,
  );
}
