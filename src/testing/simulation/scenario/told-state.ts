import type { InitialState } from '../../../engine/index.js';
import type { Grant } from '../../../wire/index.js';
import type { Random } from '../world/random.js';
import type { ServerSession } from '../world/simulated-server.js';
import type { Ledger } from './ledger.js';

/** Whom a server takes a page for that opens: see `initialState`. */
export interface ToldState {
  readonly state: InitialState;
  /** Null: nobody. */
  readonly session: ServerSession | null;
}

/**
 * Draws what a page is told: of the session that is on the disk; of one that this browser has had, another
 * user's or one that was signed out; of nobody; or nothing.
 */
export function drawToldState(ledger: Ledger, random: Random): ToldState | undefined {
  if (random.chance(0.2)) return undefined;
  const known = [...ledger.sessions.values()];
  const stale = known[random.below(known.length)];
  const session = random.chance(0.5) ? ledger.stored() : stale;
  if (!session || random.chance(0.2))
    return { session: null, state: { status: 'anonymous', user: null, sessionId: null } };
  const { id, user } = session;
  return { session, state: { status: 'authenticated', user, sessionId: id } };
}

/** As a page that was told of somebody asks the handler: until it has had an answer, and then no more. */
export function askOnce(find: () => Promise<Grant | null>): () => Promise<Grant | null> {
  let isAnswered = false;
  return async () => {
    if (isAnswered) return null;
    const grant = await find();
    isAnswered = true;
    return grant;
  };
}
