import type { Clearing, Leaving } from '../../machines/services.js';
import type { LogoutScope } from '../../machines/types.js';
import { WIRE_GRAIN } from '../../services/clear-session.js';
import type { Tombstone } from '../../services/tombstones.js';
import type { Device } from '../device.js';
import type { With } from '../engine.js';
import type { Departure, Departures } from './departures.js';
import { isEnd } from './hearsay.js';

/** Whether this tab has found out by itself that the session is over, and tells the others. */
const isFound = (departures: Departures, { reason, generation }: Leaving) =>
  isEnd(reason) && !departures.isOut(generation);

/**
 * The first step of a logout, in the same tick as the call: the tombstone, the empty vault, the
 * other tabs told. A tab killed at any instant after it comes back logged out.
 */
export function fence(
  { chart, device, departures }: With<'chart' | 'device' | 'departures'>,
  clearing: Clearing,
  ahead = false,
): Departure {
  const { generation, scope, reason, acting } = clearing;
  const { tombstones, vault, tabs } = device;
  const askedAt = device.clock.now();
  // A tab that only heard of a logout raises no tombstone: it may be late, and push out a newer one.
  const isNews = acting || isFound(departures, clearing);
  const why = isEnd(reason) && { reason };
  const credentials = vault.get(generation);
  const sessionId = credentials?.sessionId;
  const name = { generation, ...(sessionId && { sessionId }) };
  const earlier = isNews
    ? tombstones.add({ ...name, scope, askedAt, ...why })
    : tombstones.find(generation, sessionId);
  // The acting tab may have died before it knew whom its wildcard means: this one does.
  if (!isNews && reason === 'loggedOutElsewhere' && earlier?.generation === '*')
    tombstones.add({ ...earlier, ...name });
  if (isNews) tabs.tell({ type: 'signedOut', ...name, scope, ...why });
  if (acting && generation === '*' && chart.named) signOutNamed(device, chart.named, scope);
  if (generation === '*') vault.clear();
  else vault.delete(generation);
  // One that is gone from the disk, though no tab has logged it out, was wiped: nobody has told the
  // server.
  const isAsWide = scope === 'session' || isSameWish(earlier, askedAt);
  const isRepeated = acting
    ? earlier?.generation === generation && isAsWide
    : !!earlier || reason === 'userSwitched' || !tombstones.areShared;
  return departures.begin(generation, { credentials, askedAt, isRepeated }, ahead);
}

/**
 * Whoever logs out before the device was asked means whom the page shows, too: somebody whom only the server has
 * named. The device may hold nothing of that session, or another tab hold it in its memory. It has no
 * time, since nobody can be waited for to say what became of it.
 */
function signOutNamed({ tombstones, tabs }: Device, sessionId: string, scope: LogoutScope): void {
  const name = { generation: sessionId, sessionId, scope };
  tombstones.add(name);
  tabs.tell({ type: 'signedOut', ...name });
}

/** A later wish for all sessions means those that have begun since the earlier one, too. */
const isSameWish = (earlier: Tombstone | undefined, askedAt: number) =>
  earlier?.scope === 'everywhere' && askedAt - (earlier.askedAt ?? 0) < WIRE_GRAIN;

/**
 * Raises the fence before the machine takes its step, which takes longer: for a session that nothing
 * can hold back. The service that the machine then starts takes it on.
 */
export function fenceAhead(
  engine: With<'chart' | 'hooks' | 'device' | 'departures'>,
  scope: LogoutScope,
): void {
  const snapshot = engine.chart.actor.getSnapshot();
  const { session } = snapshot.context;
  if (!session || engine.hooks.guards.size > 0 || !snapshot.matches(STAYING)) return;
  fence(engine, { generation: session.generation, scope, reason: 'logout', acting: true }, true);
}

const STAYING = { authenticated: { intent: 'staying' } } as const;
