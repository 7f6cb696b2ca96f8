import type {
  AppOutcome,
  DeviceOutcome,
  LoggedOutReason,
  LogoutScope,
  PublicSession,
  ServerOutcome,
  StorageKind,
} from './types.js';

/** The machine's memory: public data only, so that an inspector has nothing to leak. */
export interface AuthContext {
  /** The session shown to the app; null from the very step in which a logout begins. */
  readonly session: PublicSession | null;
  /** A session that the server made and the device does not hold yet. */
  readonly arriving: PublicSession | null;
  /** The sign-in under way, or waiting for a logout to end: the generation it would get. */
  readonly attempt: string | null;
  /** Whether another tab's session is to be taken over next. */
  readonly adopt: boolean;
  /** The generation that is leaving; `*` for whichever is on disk. */
  readonly departing: string | null;
  readonly scope: LogoutScope;
  readonly reason: LoggedOutReason | null;
  readonly device: DeviceOutcome | null;
  readonly server: ServerOutcome | null;
  readonly app: AppOutcome | null;
  readonly storage: StorageKind;
  readonly pendingRevocations: number;
}

export const initialContext: AuthContext = {
  session: null,
  arriving: null,
  attempt: null,
  adopt: false,
  departing: null,
  scope: 'session',
  reason: null,
  device: null,
  server: null,
  app: null,
  storage: 'indexeddb',
  pendingRevocations: 0,
};

/** The same where the device is known to hold no session: what a restore would find, too. */
export const vacantContext = { ...initialContext, reason: 'noSession' } as const;
