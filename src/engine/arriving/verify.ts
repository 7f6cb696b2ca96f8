import { arrivalOf, momentOf } from '../../services/lifetime.js';
import type { PublicSession } from '../../machines/types.js';
import { BackendError, type Grant } from '../../services/backend.js';
import { credentialsOf } from '../../services/vault.js';
import type { With } from '../engine.js';
import { abandonSession } from '../leaving/give-up.js';
import { leftAs } from '../leaving/left-as.js';
import { backendCode, ServiceError } from '../service-error.js';
import { heldGeneration, until } from '../until.js';
import { ALREADY_SIGNED_IN, type Attempt, type Attempts } from './attempts.js';
import { checkGrant } from './check-grant.js';
import { noteNewUser } from './new-user.js';
import { type FreshGrant, keepFresh } from './refresh.js';

/** The service that brings a session, which is not on the device yet: for a code, or as the app does it. */
export async function verifySignIn(
  engine: With<'device' | 'chart' | 'departures' | 'outbox' | 'notices'>,
  attempts: Attempts,
  attempt: string,
  signal: AbortSignal,
): Promise<PublicSession> {
  const { vault, clock } = engine.device;
  const entered = attempts.get(attempt);
  if (!entered) throw new ServiceError('unknown_attempt');
  try {
    const { asked = momentOf(clock) } = entered;
    const grant = await entered.run(entered.controller.signal);
    checkGrant(grant);
    noteNewUser(grant);
    const session = { generation: attempt, user: grant.user, expiresAt: grant.expiresAt * 1000 };
    if (await isShown(engine, { grant, asked })) {
      entered.session = session;
      throw new ServiceError(ALREADY_SIGNED_IN);
    }
    const arrived = credentialsOf(grant, null, arrivalOf(asked, clock));
    const isSeen = engine.device.notes.seesCookie(arrived.sessionId);
    vault.set(attempt, { ...arrived, ...(isSeen && { cookieSeen: true }) });
    const isOut = leftAs(engine, attempt, grant) !== undefined;
    if (isOut) void abandonSession(engine, attempt);
    else if (signal.aborted) void giveBack(engine, entered, attempt);
    if (isOut) throw new ServiceError('signed_out');
    entered.session = session;
    return session;
  } catch (error) {
    entered.failure = error;
    if (error instanceof BackendError && error.ticket) leaveBehind(engine, attempt, error.ticket);
    throw new ServiceError(backendCode(error));
  }
}

/** Revokes a session that the server has made and could not hand over. All that is known of it is its ticket. */
function leaveBehind(
  engine: With<'device' | 'departures' | 'outbox'>,
  attempt: string,
  ticket: string,
): void {
  const { vault, clock } = engine.device;
  const grant = { expiresAt: clock.now() / 1000, ticket };
  vault.set(attempt, credentialsOf(grant, null, momentOf(clock)));
  void abandonSession(engine, attempt);
}

/** Whether it is the very session that is shown: what is new in it is kept, and nobody has to leave for it. */
async function isShown(
  engine: With<'device' | 'chart' | 'notices'>,
  fresh: FreshGrant & { readonly grant: Grant },
): Promise<boolean> {
  const { grant } = fresh;
  const { session } = engine.chart.actor.getSnapshot().context;
  const before = session && engine.device.vault.get(session.generation);
  if (!before || !grant.sessionId || before.sessionId !== grant.sessionId) return false;
  const { kind } = await keepFresh(engine, session, before, fresh);
  return kind === 'refreshed';
}

/**
 * A session that came too late is revoked. What an app's own sign-in brings may be the session that the
 * next one brings as well: that is waited for.
 */
async function giveBack(
  engine: With<'device' | 'chart' | 'departures' | 'outbox'>,
  { request }: Attempt,
  attempt: string,
): Promise<void> {
  const { chart, device } = engine;
  const sessionId = device.vault.get(attempt)?.sessionId;
  if (!request && sessionId !== undefined) {
    await until(chart, ({ context }) => context.attempt === null && context.arriving === null);
    const shown = heldGeneration(chart);
    if (shown && device.vault.get(shown)?.sessionId === sessionId)
      return void device.vault.delete(attempt);
  }
  await abandonSession(engine, attempt);
}
