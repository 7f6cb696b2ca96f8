import type { Chart, ChartTrigger } from '../chart/chart.js';
import { redactName } from '../redact/redact-value.js';
import type { TakenTransition } from '../redact/redacted-inspector.js';
import type { ActorStatus } from './actor-record.js';

/** One line of the log: what a machine did with an event, or a notice of the engine. Redacted. */
export interface Entry {
  readonly index: number;
  /** ms since the epoch. */
  readonly at: number;
  /** The key of the actor. */
  readonly actor: string;
  /** The machine's id. */
  readonly machine: string;
  /** `ended` is for an actor that failed or was stopped. */
  readonly kind: ChartTrigger['kind'] | 'start' | 'notice' | 'ended';
  /** What happened, in a few words. */
  readonly label: string;
  /** The event's type; empty for a notice. */
  readonly event: string;
  /** The event's or the notice's public fields. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The transitions taken, in order. None: the event was dropped, or it is a notice. */
  readonly taken: readonly TakenTransition[];
  /** How the actor is afterwards. */
  readonly status: ActorStatus;
  /** The state afterwards. */
  readonly value: unknown;
  readonly context: Readonly<Record<string, unknown>>;
}

/** Whether a machine dropped the event: it is active, and took no transition. */
export function isDropped({ kind, taken, status }: Entry): boolean {
  return (
    taken.length === 0 &&
    status === 'active' &&
    kind !== 'notice' &&
    kind !== 'start' &&
    kind !== 'ended'
  );
}

/** The innermost names of a state value: `clearing, revoking, cleaning`. */
export function leavesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const leaves = leavesOf(inner);
    return leaves.length > 0 ? leaves : [key];
  });
}

/** A state value in one line: `loggingOut · device: clearing, server: revoking`. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  const regions = Object.entries(value).map(([key, inner]) => [key, describeValue(inner)] as const);
  const [only] = regions;
  if (regions.length === 1 && only) return only[1] === '' ? only[0] : `${only[0]} · ${only[1]}`;
  return regions.map(([key, inner]) => (inner === '' ? key : `${key}: ${inner}`)).join(', ');
}

/** The ids of all states that a value holds, the machine itself included. */
export function activeIds({ root }: Chart, value: unknown): ReadonlySet<string> {
  const ids = new Set<string>([root.id]);
  const walk = (state: Chart['root'], inner: unknown): void => {
    const held = typeof inner === 'string' ? { [inner]: undefined } : inner;
    if (typeof held !== 'object' || held === null) return;
    for (const [key, deeper] of Object.entries(held)) {
      const child = state.states.find((each) => redactName(each.key) === key);
      if (!child) continue;
      ids.add(child.id);
      walk(child, deeper);
    }
  };
  walk(root, value);
  return ids;
}
