import type { Chart } from '../chart/chart.js';
import type { TakenTransition } from '../redact/redacted-inspector.js';
import { activeIds } from './entry.js';

/**
 * The transition that a machine most likely took, for an XState that does not tell: the first one of
 * the event that leads from the state before to the state after, innermost sources first.
 */
export function deriveTaken(
  chart: Chart,
  event: string,
  before: unknown,
  after: unknown,
): readonly TakenTransition[] {
  const [from, to] = [activeIds(chart, before), activeIds(chart, after)];
  const found = chart.transitions
    .filter(({ trigger, source }) => trigger.event === event && event !== '' && from.has(source))
    .toReversed()
    .find(({ targets }) => targets.every((target) => to.has(target)));
  if (!found) return [];
  const { id, source, targets, guard, actions, reenter } = found;
  return [
    {
      id,
      eventType: event,
      source: { id: source },
      target: targets.map((target) => ({ id: target })),
      guard: guard === 'else' ? null : guard,
      actions,
      reenter,
    },
  ];
}
