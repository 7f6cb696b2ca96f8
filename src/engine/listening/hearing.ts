import type { Environment } from '../../services/environment.js';
import { watchLifecycle } from '../../services/lifecycle.js';
import type { TabMessage } from '../../services/tabs.js';
import { heldGeneration, until } from '../until.js';
import type { With } from '../engine.js';
import { catchUp } from '../leaving/catch-up.js';
import { followLogout } from '../leaving/follow.js';
import { ownNameOf } from '../own-name.js';
import { answerAtExpiry } from '../leaving/revoke.js';
import type { OutboxRunner } from './outbox-runner.js';
import type { IdleLimit } from '../idling/idle-limit.js';
import type { Recheck } from './recheck.js';

/** The other tabs and the page's life: listened to once the first look at the disk is over. */
export interface Hearing {
  start(): void;
  /** Begins to listen now, unless this is not started. */
  listen(): void;
  stop(): void;
}

/** What this tab does when another one tells it something. */
export function hearTab(
  engine: With<'chart' | 'device' | 'departures' | 'notices'>,
  message: TabMessage,
): void {
  const { type, generation } = message;
  if (type === 'signedOut') {
    void followLogout(engine, message, message.reason);
  } else if (type === 'signedIn') {
    catchUp(engine);
    if (!isHeldInMemory(engine, message))
      engine.chart.actor.send({ type: 'SIGNED_IN_ELSEWHERE', generation });
  } else if (type === 'revocationSettled') {
    hearAnswer(engine, message);
  }
}

/**
 * Whether another tab has stored the very session that this one holds in its memory: nobody has to leave
 * for it, and it must not be revoked.
 */
function isHeldInMemory(
  engine: With<'chart' | 'device'>,
  named: Extract<TabMessage, { type: 'signedIn' }>,
): boolean {
  const own = ownNameOf(engine, named);
  return own !== named.generation && engine.device.vault.get(own)?.key === null;
}

/**
 * Notes the server's answer to a revocation, whichever tab asked. A tab that shows that session still
 * has missed its logout.
 */
export function hearAnswer(
  engine: With<'chart' | 'device' | 'departures' | 'notices'>,
  message: Extract<TabMessage, { type: 'revocationSettled' }>,
): void {
  const { generation, result } = message;
  const scope = engine.device.tombstones.find(generation)?.scope ?? 'session';
  engine.departures.answers.set(generation, result === 'expired' ? answerAtExpiry(scope) : result);
  if (result !== 'refused') engine.device.tombstones.confirm(generation);
  engine.notices.emit(message);
  if (result !== 'refused' && heldGeneration(engine.chart) === generation)
    void followLogout(engine, { generation });
}

/** Wires what wakes the engine to what it then does. */
export function createHearing(
  engine: With<'chart' | 'device' | 'departures' | 'notices'>,
  page: Environment['page'],
  runner: OutboxRunner,
  recheck: Recheck,
  idle: Pick<IdleLimit, 'hear'> | undefined,
): Hearing {
  const { chart, device } = engine;
  let stopLifecycle: (() => void) | undefined;

  function listen() {
    if (!device.tabs.open() || stopLifecycle) return;
    stopLifecycle = watchLifecycle({
      page,
      onWake: () => recheck.look(),
      onOnline: () => runner.wake(page?.isVisible() === false ? 'visible' : 'online'),
      onHide: () => device.disk.close(),
    });
    runner.start();
    if (chart.actor.getSnapshot().matches('initializing')) return;
    // Whatever was missed before.
    recheck.look();
  }

  device.tabs.hear(
    (message) => (message.type === 'active' ? idle?.hear(message) : hearTab(engine, message)),
    (tombstone) => {
      const shown = heldGeneration(chart);
      const isMeant = [shown, '*'].includes(ownNameOf(engine, tombstone));
      return !!shown && !engine.departures.isOut(shown) && isMeant;
    },
  );
  let isStarted = false;
  return {
    listen,
    start() {
      if (isStarted) return;
      isStarted = true;
      device.tabs.start();
      // To begin listening takes a page longer than its first look, which is shown before.
      void until(chart, (snapshot) => !snapshot.matches('initializing')).then(listen);
    },
    stop() {
      isStarted = false;
      stopLifecycle?.();
      stopLifecycle = undefined;
      device.tabs.close();
    },
  };
}
