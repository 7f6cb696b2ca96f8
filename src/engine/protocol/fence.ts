import type { DepartureInput } from '../../machines/actors.js';
import type { LogoutScope } from '../../machines/types.js';
import type { Claim } from '../../services/session-store.js';
import type { Credentials } from '../../services/vault.js';
import type { Tools } from './tools.js';

/** A session on its way out: what is needed to tell the server, and whose turn that is. */
export interface Departure {
  credentials: Credentials | undefined;
  /** ms since the epoch. */
  readonly askedAt: number;
  readonly claim: Promise<Claim | null>;
  readonly settleClaim: (claim: Claim | null) => void;
  /** Whether another tab has logged this session out before. */
  readonly isRepeated: boolean;
  /** Whether `clearDevice` has taken it on. */
  isTaken: boolean;
}

/** A session that leaves, and whether this is the tab in which the user acted. */
export type Leaving = DepartureInput & { readonly acting: boolean };

/** Whether the server knows by itself that the session is over. */
export const serverKnows = (reason: DepartureInput['reason']) =>
  reason === 'expired' || reason === 'revoked';

/**
 * The first step of a logout, in the same tick as the call: the tombstone, the empty vault, the
 * other tabs told. A tab killed at any instant after it comes back logged out.
 */
export function fence(tools: Tools, input: Leaving): Departure {
  const { tombstones, vault, departures, environment, disk } = tools;
  const { generation, scope, reason, acting } = input;
  const askedAt = environment.clock.now();
  // A tab that only heard of a logout raises no tombstone: it may be late, and push out a newer one.
  const isNews = acting || serverKnows(reason);
  const earlier = isNews
    ? tombstones.add({ generation, scope, askedAt })
    : tombstones.find(generation);
  if (isNews) {
    if (disk.storage === 'memory' && environment.indexedDB)
      tombstones.add({ generation: '*', scope: generation === '*' ? scope : 'session' });
    tools.tell({ type: 'signedOut', generation, scope });
  }
  let settleClaim: Departure['settleClaim'] = () => {};
  const claim = new Promise<Claim | null>((resolve) => {
    settleClaim = resolve;
  });
  const credentials = vault.get(generation);
  if (generation === '*') vault.clear();
  else vault.delete(generation);
  // One that is gone from the disk, though no tab has logged it out, was wiped: nobody has told the
  // server.
  const isRepeated = acting
    ? earlier?.generation === generation
    : !!earlier || reason === 'userSwitched' || !environment.localStorage;
  const departure = { credentials, askedAt, claim, settleClaim, isRepeated, isTaken: true };
  departures.set(generation, departure);
  return departure;
}

/**
 * Raises the fence before the machine takes its step, which takes longer: for a session that nothing
 * can hold back. The service that the machine then starts takes it on.
 */
export function fenceAhead(tools: Tools, scope: LogoutScope): void {
  const snapshot = tools.actor.getSnapshot();
  const { session } = snapshot.context;
  if (!session || tools.guards.size > 0 || !snapshot.matches(STAYING)) return;
  const { generation } = session;
  fence(tools, { generation, scope, reason: 'logout', acting: true }).isTaken = false;
}

const STAYING = { authenticated: { intent: 'staying' } } as const;

/** What {@link fenceAhead} has raised. */
export function takeFenced({ departures }: Tools, generation: string): Departure | undefined {
  const departure = departures.get(generation);
  if (!departure || departure.isTaken) return undefined;
  departure.isTaken = true;
  return departure;
}
