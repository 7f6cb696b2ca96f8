import { arrivalOf, type Moment, momentOf, sessionState } from '../../services/lifetime.js';
import type { RefreshOutput } from '../../machines/services.js';
import type { PublicSession, User } from '../../machines/types.js';
import { BackendError, type RefreshGrant } from '../../services/backend.js';
import { bounded } from '../../services/bounded.js';
import { leaseEnd } from '../../services/lease.js';
import { type LeaseAnswer, leaseRefresh, returnLease } from '../../services/refresh-lease.js';
import { type Credentials, credentialsOf } from '../../services/vault.js';
import type { With } from '../engine.js';
import { isSignedOut } from '../leaving/catch-up.js';
import { reportFault } from '../report-fault.js';
import { backendCode, ServiceError } from '../service-error.js';
import { adoptRecord, adoptStored, DISK_PATIENCE } from './adopt.js';
import { checkRefreshGrant } from './check-grant.js';
import { isCookieGone } from './is-cookie-gone.js';
import type { Refreshes } from './refreshes.js';
import { sealSession } from './seal-session.js';

type Nouns = With<'device' | 'chart' | 'backend' | 'notices' | 'departures' | 'timeouts'>;

/** How often a tab looks whether another one has the new tokens, in ms. */
const POLL = 200;

/**
 * The service that gets a fresh JWT: one request for all tabs. It is not aborted with its state, since a
 * server that rotates its tokens takes the old one for stolen: what arrives late is kept all the same.
 */
export async function refreshSession(
  engine: Nouns,
  refreshes: Refreshes,
  generation: string,
  signal: AbortSignal,
): Promise<RefreshOutput> {
  const { session } = engine.chart.actor.getSnapshot().context;
  if (session?.generation !== generation) throw new ServiceError('superseded');
  const output = await askAmongTabs(engine, refreshes, session);
  if (signal.aborted) throw new ServiceError('superseded');
  return output;
}

/** Asks for new tokens of a session, or waits for those that are on their way. */
export const askAmongTabs = (
  engine: Nouns,
  refreshes: Refreshes,
  session: PublicSession,
): Promise<RefreshOutput> =>
  refreshes.share(session.generation, () => refreshAmongTabs(engine, refreshes, session));

/** Under the lock, and with the lease: looks first whether another tab has what is wanted. */
async function refreshAmongTabs(
  engine: Nouns,
  refreshes: Refreshes,
  session: PublicSession,
): Promise<RefreshOutput> {
  const { device, timeouts } = engine;
  const { generation } = session;
  const isAlone = !device.vault.get(generation)?.key;
  if (isAlone) return askServer(engine, refreshes, session);
  refreshes.failedElsewhere = undefined;
  // A frozen tab may hold the lock: the lease keeps two tabs apart all the same.
  const hasLock = await bounded(device.clock, timeouts.refreshTimeout / 2, (signal) =>
    refreshes.turn.take(signal),
  ).catch(() => false);
  try {
    for (;;) {
      const before = device.vault.get(generation);
      if (!before) return { kind: 'ended', reason: 'loggedOutElsewhere' };
      if (isMet(refreshes, before)) return refreshed(session, before);
      throwIfFailedElsewhere(refreshes);
      const answer = await takeLease(engine, generation, before, hasLock);
      if (answer.kind === 'gone') return { kind: 'ended', reason: 'loggedOutElsewhere' };
      if (answer.kind === 'taken') return await askServer(engine, refreshes, session);
      if (answer.kind === 'newer') await adoptRecord(engine, answer.record);
      else await new Promise<void>((resolve) => device.clock.setTimeout(resolve, POLL));
    }
  } finally {
    // Without it, it is the turn of this tab's next session.
    if (hasLock) refreshes.turn.release();
  }
}

/** What another tab has just failed with, nobody tries again at once. */
function throwIfFailedElsewhere({ failedElsewhere }: Refreshes): void {
  if (failedElsewhere) throw new ServiceError(failedElsewhere.code);
}

/** Whether these tokens are all that anybody waits for. */
const isMet = ({ wishes }: Refreshes, credentials: Credentials): boolean =>
  wishes.size > 0 && [...wishes].every((wish) => !wish.user && wish.isMet(credentials));

/** A disk that fails keeps nobody from asking. */
function takeLease(
  { device, notices, timeouts }: With<'device' | 'notices' | 'timeouts'>,
  generation: string,
  { version }: Credentials,
  hasLock: boolean,
): Promise<LeaseAnswer> {
  const { disk, tombstones, clock, tabs } = device;
  const wish = { tab: tabs.self, duration: leaseEnd(0, boundOf(timeouts)), hasLock };
  return bounded(clock, DISK_PATIENCE, () =>
    leaseRefresh(disk, tombstones, { generation, version }, wish, clock),
  ).catch((error: unknown): LeaseAnswer => {
    reportFault(notices, 'refresh', error);
    return { kind: 'taken' };
  });
}

/** How long a request may take, in ms: longer than anybody waits for it, since its answer counts. */
const boundOf = ({ refreshTimeout }: Nouns['timeouts']) => refreshTimeout * 2;

/** Makes the request, and keeps what it brings. */
async function askServer(
  engine: Nouns,
  refreshes: Refreshes,
  session: PublicSession,
): Promise<RefreshOutput> {
  const { device, backend, timeouts } = engine;
  const { generation } = session;
  const before = device.vault.get(generation);
  if (!before || isSignedOut(engine, generation))
    return { kind: 'ended', reason: 'loggedOutElsewhere' };
  try {
    if (momentOf(device.clock).monotonic < refreshes.heldUntil)
      throw new ServiceError('rate_limited');
    const user = [...refreshes.wishes].some((wish) => wish.user);
    const asked = momentOf(device.clock);
    const byCookie = isCookieGone(device, before);
    const name = { ...nameOf(before), ...(byCookie && { sessionToken: '' }) };
    const grant = await bounded(device.clock, boundOf(timeouts), (signal) =>
      backend.refresh({ ...name, user }, signal),
    );
    checkRefreshGrant(grant);
    return await keepFresh(engine, session, before, { grant, asked, byCookie });
  } catch (error) {
    return settleFailure(engine, refreshes, session, before, error);
  }
}

/** The backend's own word ends the session, unless it was said of tokens that are not the newest. */
async function settleFailure(
  engine: Nouns,
  refreshes: Refreshes,
  session: PublicSession,
  before: Credentials,
  error: unknown,
): Promise<RefreshOutput> {
  const { device } = engine;
  const { generation } = session;
  if (error instanceof BackendError && [401, 404, 410].includes(error.status)) {
    const isOld = before.key && (await adoptStored(engine, generation).catch(() => false));
    const newest = device.vault.get(generation);
    if (isOld && newest) return refreshed(session, newest);
    const state = sessionState(before.life, momentOf(device.clock));
    return { kind: 'ended', reason: state === 'live' ? 'revoked' : 'expired' };
  }
  if (before.key) void returnLease(device.disk, generation, device.tabs.self).catch(() => {});
  const code = error instanceof ServiceError ? error.code : backendCode(error);
  const wait = error instanceof BackendError ? (error.retryAfter ?? 0) * 1000 : 0;
  if (wait > 0) refreshes.heldUntil = momentOf(device.clock).monotonic + wait;
  if (before.key) device.tabs.tell({ type: 'refreshFailed', generation, code, wait });
  throw new ServiceError(code);
}

/** What the backend gave, and when it was asked for. */
export interface FreshGrant {
  readonly grant: RefreshGrant;
  readonly asked: Moment;
  /** Whether it was asked for by the cookie alone, which is there then. */
  readonly byCookie?: boolean;
}

/** Writes a fresh grant of the session that is shown, unless that has left meanwhile. */
export async function keepFresh(
  engine: With<'device' | 'notices'>,
  held: PublicSession,
  before: Credentials,
  { grant, asked, byCookie = false }: FreshGrant,
): Promise<RefreshOutput> {
  const { device, notices } = engine;
  const { vault, store, crypto, tabs } = device;
  const { generation } = held;
  const user = sameOr(held.user, grant.user ?? held.user);
  const session = { generation, user, expiresAt: grant.expiresAt * 1000 };
  const arrived = arrivalOf(asked, device.clock);
  const fresh = credentialsOf({ ...grant, user }, before.key, arrived, before);
  const isSeen = device.notes.seesCookie(fresh.sessionId) || (before.cookieSeen && !byCookie);
  const after = { ...fresh, ...(isSeen && { cookieSeen: true as const }) };
  if (before.key) {
    const record = await sealSession(crypto, session, after, before.key);
    const result = await bounded(device.clock, DISK_PATIENCE, () => store.update(record)).catch(
      (error: unknown) => {
        reportFault(notices, 'refresh', error);
        return 'written' as const;
      },
    );
    if (result === 'gone') return { kind: 'ended', reason: 'loggedOutElsewhere' };
    if (result === 'newer') {
      await adoptStored(engine, generation).catch(() => false);
      const newest = vault.get(generation);
      if (newest) return refreshed(session, newest);
    }
  }
  const opened = vault.get(generation);
  if (!opened) throw new ServiceError('superseded');
  // A restore that began meanwhile has a key of its own, which is the same one.
  vault.set(generation, { ...after, key: opened.key });
  if (before.key) tabs.tell({ type: 'refreshed', generation });
  return { kind: 'refreshed', session };
}

/** What this tab has by now is fresh. */
const refreshed = (session: PublicSession, { expiresAt }: Credentials): RefreshOutput => ({
  kind: 'refreshed',
  session: { ...session, expiresAt },
});

const nameOf = ({ sessionToken, sessionId }: Credentials) => ({
  sessionToken,
  ...(sessionId !== undefined && { sessionId }),
});

/** An unchanged user keeps its identity, so that nothing renders again. */
const sameOr = (before: User, after: User): User =>
  JSON.stringify(before) === JSON.stringify(after) ? before : after;
