import type { ChartTrigger } from '../chart/chart.js';
import type { TakenTransition } from '../redact/redacted-inspector.js';

/** One line of the log: what a machine did with an event, or a notice of the engine. Redacted. */
export interface Entry {
  readonly index: number;
  /** ms since the epoch. */
  readonly at: number;
  /** The machine's id. */
  readonly machine: string;
  readonly kind: ChartTrigger['kind'] | 'start' | 'notice';
  /** What happened, in a few words. */
  readonly label: string;
  /** The event's or the notice's public fields. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The transitions taken, in order. None: the event was dropped, or it is a notice. */
  readonly taken: readonly TakenTransition[];
  /** The state afterwards. */
  readonly value: unknown;
  readonly context: Readonly<Record<string, unknown>>;
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
export function activeIds(machine: string, value: unknown): ReadonlySet<string> {
  const ids = new Set<string>([machine]);
  const walk = (path: string, inner: unknown): void => {
    if (typeof inner === 'string') ids.add(`${path}.${inner}`);
    else if (typeof inner === 'object' && inner !== null)
      for (const [key, deeper] of Object.entries(inner)) {
        ids.add(`${path}.${key}`);
        walk(`${path}.${key}`, deeper);
      }
  };
  walk(machine, value);
  return ids;
}
