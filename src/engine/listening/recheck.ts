import { readSession } from '../../services/read-session.js';
import { heldGeneration } from '../until.js';
import type { With } from '../engine.js';
import { catchUpWithTombstones } from '../leaving/catch-up.js';
import { dropRecord } from '../leaving/give-up.js';

/** How long after a failed look at the disk it is tried once more, in ms. */
const SECOND_LOOK = 1_000;

/** Finds out what the page slept through: a logout, a sign-in, the session's end. */
export interface Recheck {
  look(): void;
  stop(): void;
}

/** @param showPending - Is told how many revocations wait. */
export function createRecheck(
  engine: With<'chart' | 'device' | 'departures' | 'notices' | 'outbox'>,
  showPending: (pending: number) => void,
): Recheck {
  const { clock } = engine.device;
  let expiryTimer: unknown;
  let lookTimer: unknown;

  function watchExpiry() {
    clock.clearTimeout(expiryTimer);
    const { session } = engine.chart.actor.getSnapshot().context;
    if (!session) return;
    const { generation, expiresAt } = session;
    const left = expiresAt - clock.now();
    if (left <= 0) engine.chart.actor.send({ type: 'SESSION_EXPIRED', generation });
    else expiryTimer = clock.setTimeout(watchExpiry, left);
  }
  engine.notices.on('signedIn', watchExpiry);
  engine.notices.on('loggedOut', watchExpiry);

  return {
    look() {
      catchUpWithTombstones(engine);
      watchExpiry();
      clock.clearTimeout(lookTimer);
      lookAtDisk(engine, showPending).catch(() => {
        const lookAgain = () => void lookAtDisk(engine, showPending).catch(() => {});
        lookTimer = clock.setTimeout(lookAgain, SECOND_LOOK);
      });
    },
    stop() {
      clock.clearTimeout(expiryTimer);
      clock.clearTimeout(lookTimer);
    },
  };
}

/** Compares what is shown with what is on the disk, which is right. */
async function lookAtDisk(
  engine: With<'chart' | 'device' | 'outbox'>,
  showPending: (pending: number) => void,
): Promise<void> {
  const { chart, device } = engine;
  const before = heldGeneration(chart);
  if (before && !device.vault.get(before)?.key) return;
  const { record, pending } = await readSession(device.disk);
  showPending(pending);
  const stored = record?.generation;
  if (record && device.tombstones.find(record.generation)) await dropRecord(engine, record);
  else if (stored && stored !== before)
    chart.actor.send({ type: 'SIGNED_IN_ELSEWHERE', generation: stored });
  else if (before && stored !== before)
    chart.actor.send({ type: 'SIGNED_OUT_ELSEWHERE', generation: before });
}
