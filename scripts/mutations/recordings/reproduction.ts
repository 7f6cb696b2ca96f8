import type { InvariantId, Story } from '../../../src/testing/simulation/index.js';

/** What became of the recording of a run without a safeguard. */
export interface Reproduction {
  /** The seed whose run was recorded. */
  readonly seed: number;
  /** Which promise was broken in it. */
  readonly invariant: InvariantId;
  /** How many facts the recording tells. */
  readonly recorded: number;
  /** The shortest story that breaks the same promise again; null where none did. */
  readonly shortest: {
    readonly facts: number;
    /** With which seed the whole story broke it, the first being 1. */
    readonly foundWith: number;
    /** With which seed the shortest one does. */
    readonly seed: number;
    readonly told: string;
    readonly story: Story;
  } | null;
  /** Whether the engine as it is shipped keeps its promises in that story, with that seed. */
  readonly isKept: boolean;
}
