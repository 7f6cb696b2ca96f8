import type { Chart } from '../chart/chart.js';
import type { OwnMachine } from '../chart/own-machine.js';
import type { Entry } from '../recording/entry.js';
import type { PlatformPart } from './lacked-parts.js';

/** What a flight recorder exports: plain JSON, redacted, and complete enough to be looked at alone. */
export interface Recording {
  readonly format: 'moonkey-recording';
  /** Of this format. */
  readonly version: 1;
  /** The version of `@moon-key/react-auth` that recorded it. */
  readonly package: string;
  /** ms since the epoch. */
  readonly exportedAt: number;
  /** How many entries were dropped to stay within the limit. */
  readonly dropped: number;
  /** What the browser lacks of what a session is kept with. */
  readonly lacks: readonly PlatformPart[];
  /** The machines that were seen, with what they look like and a hash of that. */
  readonly machines: readonly RecordedMachine[];
  /** The tabs that were recorded, by random ids, in the order in which they were first seen. */
  readonly tabs: readonly string[];
  /** What happened in all of them, on one time line. */
  readonly entries: readonly RecordedEntry[];
}

/** A machine of a {@link Recording}. */
export interface RecordedMachine {
  readonly id: string;
  readonly hash: string;
  readonly own: OwnMachine | null;
  readonly chart: Chart;
}

/** One thing that happened. `fields`, `taken` and `context` are left out where there is nothing. */
export interface RecordedEntry {
  /** ms since the epoch. */
  readonly at: number;
  readonly tab: string;
  /** Which actor of its tab; unique within a page's life. */
  readonly actor: string;
  readonly machine: string;
  readonly own: OwnMachine | null;
  readonly kind: Entry['kind'];
  readonly label: string;
  readonly event: string;
  readonly status: Entry['status'];
  readonly value: unknown;
  readonly fields?: Entry['fields'];
  readonly taken?: Entry['taken'];
  readonly context?: Entry['context'];
}
