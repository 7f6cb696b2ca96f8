import type { OwnMachine } from '../chart/own-machine.js';

/** Who takes part in a sequence. */
export interface Lifeline {
  readonly id: string;
  readonly name: string;
}

/** One line of a sequence: from one lifeline to another, or a note over one. */
export interface SequenceStep {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** `ask` is a request, `answer` its answer, `lost` one that never came, `note` stands over `from`. */
  readonly kind: 'ask' | 'answer' | 'lost' | 'note';
}

/** What happened between those who take part, in order. */
export interface Sequence {
  readonly lifelines: readonly Lifeline[];
  readonly steps: readonly SequenceStep[];
}

/**
 * What {@link Sequence}s are made of: an entry of a recording (`(await recorder.export()).entries`).
 * Only these fields are looked at.
 */
export interface SequenceEntry {
  readonly machine: string;
  readonly kind: string;
  readonly label: string;
  readonly event: string;
  readonly value: unknown;
  /** Which of this package's machines it is; null for one of yours. */
  readonly own?: OwnMachine | null;
  /** The tab's id. Entries without one are this tab's. */
  readonly tab?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
}
