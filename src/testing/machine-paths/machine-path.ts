import type { AnyMachineSnapshot, EventObject, StateValue } from 'xstate';
import { activeNodes } from '../../inspect/xstate.js';

/** One step of a path through a machine. */
export interface MachineStep {
  /** The id of the fact; `start` for the first step, in which the machine starts. */
  readonly fact: string;
  readonly label: string;
  readonly event: EventObject;
  /** The state value afterwards. */
  readonly value: StateValue;
  /** The ids of all states that hold afterwards, without the machine's own: such as `payment.card`. */
  readonly states: readonly string[];
  /** What the machine knows afterwards. */
  readonly snapshot: AnyMachineSnapshot;
}

/** A path through a machine of your own. */
export interface MachinePath {
  /** The labels of its facts, and where it ends. */
  readonly name: string;
  readonly steps: readonly MachineStep[];
}

/** The ids of the states of a snapshot, as paths below the machine. */
export function statesOf(snapshot: AnyMachineSnapshot): string[] {
  return activeNodes(snapshot)
    .filter(({ path }) => path.length > 0)
    .toSorted((a, b) => a.order - b.order)
    .map(({ path }) => path.join('.'));
}
