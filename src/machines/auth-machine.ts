import { assign } from 'xstate';
import type { Actors } from './actors.js';
import type { AuthDelay } from './delays.js';
import { initialContext } from './context.js';
import { state, vocabulary, type statechart } from './setup.js';
import { authenticated } from './states/authenticated.js';
import { initializing } from './states/initializing.js';
import { loggedOut } from './states/logged-out.js';
import { loggingOut } from './states/logging-out.js';
import { signingIn } from './states/signing-in.js';

const config = {
  ...state({
    id: 'auth',
    on: {
      OUTBOX_CHANGED: { actions: assign({ pendingRevocations: ({ event }) => event.pending }) },
      STORAGE_CHANGED: { actions: assign({ storage: ({ event }) => event.storage }) },
    },
    initial: 'initializing',
    states: { initializing, authenticated, loggingOut, loggedOut, signingIn },
  }),
  context: initialContext,
};

/** The machine's type: what `provide()` and `createActor()` of it take and give. */
export type AuthMachine = ReturnType<typeof statechart.createMachine<typeof config>>;

/**
 * Builds the machine with these actors and bounds: once, where `provide()` would build it a second
 * time, which a page would feel at its start.
 */
export function createAuthMachine(
  actors: Actors,
  delays: Readonly<Record<AuthDelay, number>>,
): AuthMachine {
  return vocabulary(actors, delays).createMachine(config);
}
