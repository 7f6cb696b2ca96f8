import type { AuthView, StorageKind, User } from '../../machines/index.js';

/** The state in which a test engine begins. */
export interface TestState {
  /** Default `authenticated`. */
  readonly status?: AuthView['status'];
  /** Who is signed in, or on the way in or out. Default: Ada. */
  readonly user?: User;
  /** Where the view says the session is kept. Default `indexeddb`. */
  readonly storage?: StorageKind;
  /** How many revocations the view says are waiting. Default 0. */
  readonly pendingRevocations?: number;
}

/** What an app sees in a state. */
export function viewOf({
  status,
  user,
  storage,
  pendingRevocations,
}: Required<TestState>): AuthView {
  const common = { storage, pendingRevocations };
  const nobody = { isAuthenticated: false, user: null, idle: null, ...common } as const;
  switch (status) {
    case 'initializing':
      return { status, ready: false, ...nobody };
    case 'authenticated':
      return { status, ready: true, isAuthenticated: true, user, idle: null, ...common };
    case 'signingIn':
      return { status, ready: true, ...nobody };
    case 'loggingOut': {
      const open = { reason: 'logout', device: null, server: null, app: null } as const;
      return { status, ready: true, ...open, ...nobody };
    }
    case 'loggedOut':
      return { status, ready: true, reason: 'noSession', ...nobody };
  }
}
