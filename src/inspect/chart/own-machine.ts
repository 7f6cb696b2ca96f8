import type { AnyStateMachine } from 'xstate';
import { originalStates } from '../../machines/describe.js';
import { authMachine, idleMachine, outboxMachine } from '../../machines/index.js';

/** A machine of this package. */
export type OwnMachine = 'auth' | 'outbox' | 'idle';

const own = new Map<unknown, OwnMachine>([
  [originalStates(authMachine.config), 'auth'],
  [originalStates(outboxMachine.config), 'outbox'],
  [originalStates(idleMachine.config), 'idle'],
]);

/**
 * Which machine of this package one is, known by its states: an id may be anybody's, and `.provide()`
 * and the engine make machines of their own that share them.
 */
export function ownMachineOf({ config }: Pick<AnyStateMachine, 'config'>): OwnMachine | null {
  return own.get(originalStates(config)) ?? null;
}
