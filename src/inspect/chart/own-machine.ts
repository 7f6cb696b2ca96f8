import type { AnyStateMachine } from 'xstate';
import { authMachine, outboxMachine } from '../../machines/index.js';
import { getOutboxMachine } from '../../machines/outbox-machine.js';
import { stubbedAuthMachine } from '../../machines/stubbed-auth-machine.js';

const own = new Map<unknown, 'auth' | 'outbox'>([
  [authMachine.config.states, 'auth'],
  [stubbedAuthMachine.config.states, 'auth'],
  [outboxMachine.config.states, 'outbox'],
  [getOutboxMachine().config.states, 'outbox'],
]);

/**
 * Which machine of this package one is, known by its states: an id may be anybody's, and `.provide()`
 * and the engine make machines of their own that share them.
 */
export function ownMachineOf({
  config,
}: Pick<AnyStateMachine, 'config'>): 'auth' | 'outbox' | null {
  return own.get(config.states) ?? null;
}
