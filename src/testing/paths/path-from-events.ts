import type { AuthPath, AuthStep } from './auth-path.js';
import { labelOf, sourceOf } from './fact.js';
import type { FactId } from './facts/index.js';
import { facts, isFactId } from './facts/index.js';
import { outcomeOf } from './outcome.js';
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
export function pathFromEvents(events: readonly FactId[]): AuthPath {
  return tell(events, createStoryteller());
}

/** {@link pathFromEvents} for many stories that begin alike. */
export function tell(events: readonly FactId[], afterFact: Storyteller): AuthPath {
  const steps: AuthStep[] = [];
  let situation = beforeThePageOpens;
  for (const id of events) {
    if (!isFactId(id) || !facts[id].applies(situation)) throw impossible(id, steps, situation);
    const next = afterFact(situation, id);
    steps.push({
      fact: id,
      label: labelOf(facts[id], situation),
      by: sourceOf(facts[id], situation),
      service: facts[id].service?.(situation) ?? null,
      visible: visibleIn(next),
      states: next.auth ? statesOf(next.auth) : [],
      transitions: next.taken,
    });
    situation = next;
  }
  const words = [...steps.map(({ label }) => label), outcomeOf(situation)];
  return { name: words.filter((word, index) => word !== words[index - 1]).join(' → '), steps };
}

function impossible(id: string, steps: readonly AuthStep[], situation: Situation): TypeError {
  const possible = Object.entries(facts)
    .filter(([, fact]) => fact.applies(situation))
    .map(([name]) => name);
  const where =
    steps.length > 0 ? `after "${steps.map(({ label }) => label).join(' → ')}"` : 'first';
  return new TypeError(
    `pathFromEvents: "${id}" cannot happen ${where}. Choose one of: ${possible.join(', ')}.`,
  );
}
