import type { InitializingView } from '../machines/view.js';

/** What is shown before the device was asked: on a server, that is always. */
export const initializing: InitializingView = {
  status: 'initializing',
  ready: false,
  isAuthenticated: false,
  user: null,
  storage: 'indexeddb',
  pendingRevocations: 0,
};
