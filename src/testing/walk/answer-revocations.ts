import { HEARSAY } from '../../engine/leaving/revoke.js';
import { GRACE } from '../../services/bounded.js';
import { leaseEnd } from '../../services/lease.js';
import type { BackendVerb, ScriptedAnswer } from '../kit/fake-backend.js';
import type { AuthService } from '../paths/index.js';
import type { Visible } from '../paths/situation.js';
import type { FakeWorld } from './fake-world.js';
import { waits } from './fake-world.js';

/** How long a revocation is waited for before a lease runs out, in ms of real time. */
const beforeLeaseEnds = 1_000;

/** So often revocations are answered before the time of the logout's own is over. */
const mostTries = 3;

/** Whether a call of a verb waits for an answer. */
export const isWaiting = ({ backend }: FakeWorld, verb: BackendVerb): boolean =>
  backend.calls.some((call) => call.verb === verb && call.result === 'waiting');

/**
 * Answers revocations until the app shows what it must: before the logout that is shown another user's
 * may have begun to wait, which the outbox sends.
 */
export async function answerRevocations(
  world: FakeWorld,
  how: ScriptedAnswer,
  { status }: Visible,
): Promise<void> {
  const isShown = () => world.auth.getView().status === status;
  await untilSent(world, 'a call of revoke', () => isWaiting(world, 'revoke'));
  for (let tries = 1; tries === 1 || !isShown(); tries += 1) {
    // Of two that wait one is sent again and again where the server never confirms: the other's time is over.
    if (tries > mostTries) return endWait(world, 'revokeSession');
    world.backend.answer('revoke', how);
    await world.calm();
    // Whoever has not sent it does not wait for long to hear what the server has answered.
    await world.clock.expire(HEARSAY);
    await world.calm();
    await untilSent(world, 'an answer', () => isShown() || isWaiting(world, 'revoke'));
  }
}

/** Lets the time of a service be over: a bound that was slept over waits a little longer. */
export async function endWait({ clock }: FakeWorld, service: AuthService): Promise<void> {
  await clock.expire(waits[service]);
  await clock.expire(GRACE);
}

/** The network is back: what waits in the outbox is sent and confirmed. */
export async function comeBackOnline(world: FakeWorld): Promise<void> {
  world.tab.page.fire('online');
  if (await isOutboxEmptied(world)) return;
  letLeaseRunOut(world);
  await world.until('the outbox to be empty', () => isOutboxEmptied(world));
}

/** Confirms every revocation that is sent; whether none is left once nothing goes on any more. */
async function isOutboxEmptied(world: FakeWorld): Promise<boolean> {
  do {
    if (isWaiting(world, 'revoke')) world.backend.answer('revoke');
    await world.calm();
  } while (isWaiting(world, 'revoke'));
  return world.auth.getView().pendingRevocations === 0;
}

/** Waits until something is sent or shown, at the latest once a lease has run out. */
function untilSent(world: FakeWorld, what: string, holds: () => boolean): Promise<void> {
  return world.until(what, holds, beforeLeaseEnds).catch(() => {
    letLeaseRunOut(world);
    return world.until(what, holds);
  });
}

/** A logout that found no disk has left a lease there since, which nobody uses. */
function letLeaseRunOut({ clock, tab }: FakeWorld): void {
  clock.skip(leaseEnd(0, waits.revokeSession));
  tab.page.fire('online');
}
