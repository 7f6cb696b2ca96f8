import type { Violation } from './invariants/violation.js';
import type { ActionName, ReactionName } from './scenario/actions.js';
import type { FaultKind } from './world/faults.js';

/** How much happened. */
export interface SimulationStats {
  readonly tasks: number;
  readonly crashes: number;
  readonly tabs: number;
  readonly requests: number;
  /** ms of virtual time. */
  readonly elapsed: number;
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  readonly actions: Readonly<Partial<Record<ActionName | ReactionName, number>>>;
}

/** What {@link simulate} found. */
export interface SimulationResult {
  readonly seed: number;
  readonly ok: boolean;
  /** The first invariant that did not hold. */
  readonly violation: Violation | null;
  /** The same seed gives the same trace: a hash of it. */
  readonly trace: string;
  readonly stats: SimulationStats;
}
