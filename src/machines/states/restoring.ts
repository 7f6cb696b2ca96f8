import type { RestoreOutput } from '../services.js';
import { state } from '../setup.js';

const sessionFound = ({ event }: { event: { output: RestoreOutput } }) =>
  event.output.session !== null;

/** What every state does that reads the session from the device. */
export const restoring = state({
  invoke: {
    id: 'restoreSession',
    src: 'restoreSession',
    onDone: [
      {
        guard: sessionFound,
        target: '#auth.authenticated',
        actions: { type: 'restore', params: ({ event }) => event.output },
      },
      {
        target: '#auth.loggedOut',
        actions: { type: 'restore', params: ({ event }) => event.output },
      },
    ],
    onError: { target: '#auth.loggedOut', actions: 'storageFailed' },
  },
  after: { restoreTimeout: { target: '#auth.loggedOut', actions: 'storageFailed' } },
});
