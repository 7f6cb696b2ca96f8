import type { ActorRecord } from './actor-record.js';
import type { Chart } from '../chart/chart.js';
import type { Coverage } from '../coverage/coverage.js';
import type { Entry } from './entry.js';

/** Where a panel finds what it shows: a log that grows, or a recording that was opened. */
export interface LogSource {
  /** Oldest first. A new array after each change. */
  readonly entries: readonly Entry[];
  readonly actors: ReadonlyMap<string, ActorRecord>;
  /** What an actor did last, also where that has left the log. */
  latest(actor: string): Entry | undefined;
  /** What was taken of a machine, also by entries that have left the log. */
  coverage(chart: Chart): Coverage;
  /** Calls `listener` after each change; returns the function that ends it. */
  subscribe(listener: () => void): () => void;
}
