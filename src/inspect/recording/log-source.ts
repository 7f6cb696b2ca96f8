import type { ActorRecord } from './actor-record.js';
import type { Entry } from './entry.js';

/** Where a panel finds what it shows: a log that grows, or a recording that was opened. */
export interface LogSource {
  /** Oldest first. A new array after each change. */
  readonly entries: readonly Entry[];
  readonly actors: ReadonlyMap<string, ActorRecord>;
  /** Calls `listener` after each change; returns the function that ends it. */
  subscribe(listener: () => void): () => void;
}
