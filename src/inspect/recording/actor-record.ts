import type { Chart } from '../chart/chart.js';
import type { OwnMachine } from '../chart/own-machine.js';
import type { ActorKind } from '../xstate.js';

/** How an actor is. */
export type ActorStatus = 'active' | 'done' | 'error' | 'stopped';

/** What is known of one actor. Redacted: names, and no values. */
export interface ActorRecord {
  /** Unique within its log, also where two systems give the same session id. */
  readonly key: string;
  readonly kind: ActorKind;
  readonly id: string;
  readonly sessionId: string;
  /** The name under which its system knows it; null without one. */
  readonly systemId: string | null;
  /** The name of what it runs; `inline` where that has none. */
  readonly src: string;
  /** The key of the actor that made it; null for a root. */
  readonly parent: string | null;
  /** The machine's id; empty for what is no machine. */
  readonly machine: string;
  /** Whether it runs a machine of this package. */
  readonly own: OwnMachine | null;
  readonly chart: Chart | null;
  readonly status: ActorStatus;
  /** ms since the epoch. */
  readonly startedAt: number;
  /** When it was done, failed or was stopped; null while it is active. */
  readonly endedAt: number | null;
  /** How many events it has taken. */
  readonly events: number;
  /** What it came to, or failed with; redacted. */
  readonly result: unknown;
}

/** What an actor is called, in one or two words. */
export function nameOf({ systemId, machine, kind, id, sessionId, src }: ActorRecord): string {
  if (systemId !== null) return systemId;
  const isRoot = id === sessionId;
  if (kind !== 'machine')
    return isRoot || id.startsWith('0.') ? (src === 'inline' ? kind : src) : id;
  if (!isRoot && !/^\d+\./.test(id)) return id;
  return machine === '' || machine === '(machine)' ? 'machine without id' : machine;
}

/** {@link nameOf} for each of several actors; those that share a name get their session id as well. */
export function namesOfActors(records: readonly ActorRecord[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const record of records) {
    const name = nameOf(record);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return new Map(
    records.map((record) => {
      const name = nameOf(record);
      return [record.key, (counts.get(name) ?? 0) > 1 ? `${name} ${record.sessionId}` : name];
    }),
  );
}
