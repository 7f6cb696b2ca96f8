import type { AuthSnapshot, AuthView } from '../../machines/index.js';
import { toAuthView } from '../../machines/index.js';
import type { Person } from './people.js';

/** Everything outside the statechart that a story depends on. */
export interface World {
  /** Who is signed in according to the device's disk. */
  readonly disk: Person | null;
  /** How the device's storage behaves. */
  readonly storage: 'answers' | 'silent' | 'broken';
  /** How the app's own cleaners behave. */
  readonly cleaners: 'work' | 'silent' | 'broken';
  /** Whether the session that leaves turned out not to be there. */
  readonly nothingToRevoke: boolean;
  /** Whether a revocation waits in the outbox. */
  readonly owesRevocation: boolean;
}

/** One moment of a story. `auth` is null until the page opens. */
export interface Situation {
  readonly world: World;
  readonly auth: AuthSnapshot | null;
  /** The transitions that the last fact made the statechart take. */
  readonly taken: readonly string[];
  /** Which facts of the app's own hold, in order. */
  readonly holds: readonly string[];
}

/** What must be visible at one moment: the part of `AuthView` that every app shows. */
export interface Visible {
  readonly status: AuthView['status'];
  readonly ready: boolean;
  readonly isAuthenticated: boolean;
  /** The e-mail address of the person who must be shown as signed in; null for nobody. */
  readonly user: string | null;
}

export const beforeThePageOpens: Situation = {
  world: {
    disk: null,
    storage: 'answers',
    cleaners: 'work',
    nothingToRevoke: false,
    owesRevocation: false,
  },
  auth: null,
  taken: [],
  holds: [],
};

/** What an app must show in a situation. */
export function visibleIn({ auth }: Situation): Visible {
  if (!auth) return { status: 'initializing', ready: false, isAuthenticated: false, user: null };
  const { status, ready, isAuthenticated, user } = toAuthView(auth);
  return { status, ready, isAuthenticated, user: user?.email ?? null };
}

/** Two situations with the same key cannot be told apart by anything that happens later. */
export function keyOf({ world, auth, holds }: Situation): string {
  if (!auth) return 'closed';
  const { session, arriving, attempt, adopt, departing } = auth.context;
  return JSON.stringify([
    world,
    auth.value,
    session?.generation,
    arriving?.generation,
    attempt,
    adopt,
    departing,
    ...holds,
  ]);
}
