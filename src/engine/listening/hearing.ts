import { momentOf } from '../../services/lifetime.js';
import type { Environment } from '../../services/environment.js';
import { watchLifecycle } from '../../services/lifecycle.js';
import type { TabMessage } from '../../services/tabs.js';
import { heldGeneration, until } from '../until.js';
import type { With } from '../engine.js';
import { adoptStored } from '../arriving/adopt.js';
import type { Refreshes } from '../arriving/refreshes.js';
import { catchUp } from '../leaving/catch-up.js';
import { followLogout } from '../leaving/follow.js';
import { ownNameOf } from '../own-name.js';
import { answerAtExpiry } from '../leaving/revoke.js';
import type { OutboxRunner } from './outbox-runner.js';
import type { IdleLimit } from '../idling/idle-limit.js';
import type { Recheck } from './recheck.js';
import type { Revalidation } from './revalidation.js';

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
  refreshes: Refreshes,
  message: Exclude<TabMessage, { readonly type: 'active' }>,
): void {
  const { type, generation } = message;
  if (type === 'signedOut') {
    // Whom the server has named may be the one who left: the device says.
    engine.chart.contradict();
    void followLogout(engine, message, message.reason);
  } else if (type === 'signedIn') {
    catchUp(engine);
    for (const each of message.replaced ?? []) engine.departures.hearOf(each);
    if (!isHeldInMemory(engine, message))
      engine.chart.actor.send({ type: 'SIGNED_IN_ELSEWHERE', generation });
  } else if (type === 'revocationSettled') {
    hearAnswer(engine, message);
  } else {
    hearRefresh(engine, refreshes, message);
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
  const { generation, result, scope = 'session' } = message;
  const answer = result === 'expired' ? answerAtExpiry(scope) : result;
  engine.departures.hearAnswer(generation, scope, answer);
  if (result !== 'refused') engine.device.tombstones.confirm(generation);
  engine.notices.emit({ type: 'revocationSettled', generation, result });
  if (result !== 'refused' && heldGeneration(engine.chart) === generation)
    void followLogout(engine, { generation });
}

/** Takes over another tab's new tokens, dated by when this one heard of them; or notes that there are none. */
function hearRefresh(
  engine: With<'chart' | 'device'>,
  refreshes: Refreshes,
  message: Extract<TabMessage, { type: 'refreshed' | 'refreshFailed' }>,
): void {
  const { device, chart } = engine;
  const { generation } = message;
  if (generation !== heldGeneration(chart)) return;
  if (message.type === 'refreshed')
    return void adoptStored(engine, generation, momentOf(device.clock)).catch(() => false);
  refreshes.failedElsewhere = { code: message.code };
  if (message.wait > 0) refreshes.heldUntil = momentOf(device.clock).monotonic + message.wait;
}

/** What looks after the session when the page wakes up. */
interface Listeners {
  readonly recheck: Recheck;
  readonly revalidation: Revalidation;
  readonly refreshes: Refreshes;
  readonly idle: Pick<IdleLimit, 'hear'> | undefined;
}

/** Wires what wakes the engine to what it then does. */
export function createHearing(
  engine: With<'chart' | 'device' | 'departures' | 'notices'>,
  page: Environment['page'],
  runner: OutboxRunner,
  { recheck, revalidation, refreshes, idle }: Listeners,
): Hearing {
  const { chart, device } = engine;
  let stopLifecycle: (() => void) | undefined;

  function listen() {
    if (!device.tabs.open() || stopLifecycle) return;
    stopLifecycle = watchLifecycle({
      page,
      onWake() {
        void recheck.look();
        revalidation.check();
      },
      onOnline() {
        runner.wake(page?.isVisible() === false ? 'visible' : 'online');
        revalidation.check();
      },
      onHide: () => device.disk.close(),
    });
    runner.start();
    if (chart.actor.getSnapshot().matches('initializing')) return;
    // Whatever was missed before.
    void recheck.look();
    revalidation.check();
  }

  device.tabs.hear(
    (message) =>
      message.type === 'active' ? idle?.hear(message) : hearTab(engine, refreshes, message),
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
      // Whom the server has named is shown already.
      if (chart.getView().isAuthenticated) listen();
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
