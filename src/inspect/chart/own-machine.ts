import type { AnyStateMachine } from 'xstate';
import { originalStates } from '../../machines/describe.js';
import { authMachine, outboxMachine } from '../../machines/index.js';

const own = new Map<unknown, 'auth' | 'outbox'>([
  [originalStates(authMachine.config), 'auth'],
  [originalStates(outboxMachine.config), 'outbox'],
]);

/**
 * Which machine of this package one is, known by its states: an id may be anybody's, and `.provide()`
 * and the engine make machines of their own that share them.
 */
export function ownMachineOf({
  config,
}: Pick<AnyStateMachine, 'config'>): 'auth' | 'outbox' | null {
  return own.get(originalStates(config)) ?? null;
}
