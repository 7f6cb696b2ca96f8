import type { Chart, ChartTransition } from '../chart/chart.js';
import { statesOf } from '../chart/chart.js';
import { namesOf, readEventTrigger, triggerLabel } from '../chart/read-trigger.js';
import type { TakenTransition } from '../redact/redacted-inspector.js';
import type { ActorStatus } from './actor-record.js';
import type { Entry } from './entry.js';

/** The fields that say something. */
export function told(fields: Readonly<Record<string, unknown>>): Entry['fields'] {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== '‹undefined›'),
  );
}

/** What kind of thing happened, and what it is called: as the chart calls it, where it knows. */
export function describeEvent(
  chart: Chart,
  type: string,
  taken: readonly TakenTransition[],
  status: ActorStatus,
): Pick<Entry, 'kind' | 'label'> {
  if (status === 'error')
    return { kind: 'ended', label: `failed at ${labelOf(chart, type, taken).label}` };
  if (type === 'xstate.stop' || status === 'stopped') return { kind: 'ended', label: 'stopped' };
  return type === 'xstate.init' ? { kind: 'start', label: 'start' } : labelOf(chart, type, taken);
}

function labelOf(
  chart: Chart,
  type: string,
  taken: readonly TakenTransition[],
): Pick<Entry, 'kind' | 'label'> {
  const first = taken.find(({ eventType }) => eventType === type);
  const drawn: ChartTransition | undefined =
    first && chart.transitions.find(({ id }) => id === first.id);
  const named = /^xstate\.(done|error)\.actor\.|^xstate\.snapshot\./.test(type);
  const names = named ? namesOf(statesOf(chart).flatMap(({ invokes }) => invokes)) : undefined;
  const trigger =
    named || !drawn || drawn.trigger.event === '*' ? readEventTrigger(type, names) : drawn.trigger;
  return { kind: trigger.kind, label: triggerLabel(trigger) };
}
