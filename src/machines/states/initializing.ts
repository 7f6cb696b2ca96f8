import { auth } from '../setup.js';

export const initializing = auth.createStateConfig({
  invoke: {
    id: 'restoreSession',
    src: 'restoreSession',
    onDone: [
      {
        guard: ({ event }) => event.output.session !== null,
        target: 'authenticated',
        actions: { type: 'restore', params: ({ event }) => event.output },
      },
      {
        target: 'loggedOut',
        actions: { type: 'restore', params: ({ event }) => event.output },
      },
    ],
    onError: { target: 'loggedOut', actions: 'storageFailed' },
  },
  after: { restoreTimeout: { target: 'loggedOut', actions: 'storageFailed' } },
  on: {
    LOGOUT: { target: 'loggingOut', actions: 'departOnRequest' },
    SIGN_IN: { actions: 'keepAttempt' },
    SIGNED_OUT_ELSEWHERE: { target: 'initializing', reenter: true },
    SIGNED_IN_ELSEWHERE: { target: 'initializing', reenter: true },
  },
});
