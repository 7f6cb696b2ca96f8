import { backgroundClock } from '../../services/background-clock.js';
import type { Environment } from '../../services/environment.js';
import { jwtLeft, longestAge, type Moment, momentOf } from '../../services/lifetime.js';
import type { Credentials } from '../../services/vault.js';
import { isCookieGone } from '../arriving/is-cookie-gone.js';
import { obtain } from '../arriving/obtain.js';
import type { Refreshes } from '../arriving/refreshes.js';
import { FRESHNESS } from '../arriving/session-tokens.js';
import type { Device } from '../device.js';
import type { With } from '../engine.js';
import { heldGeneration } from '../until.js';

/** For how long the server's word is good, in ms: whoever looks more often asks nobody. */
const RECENT = 30_000;
/** How long before a JWT is too old it is refreshed, where the page is visible, in ms. */
const LEAD = 15_000;
/** The shortest time between two refreshes in the background, in ms: a JWT may be short-lived. */
const PACE = 10_000;
/** The shortest and the longest wait after a check that failed, in ms. */
const PAUSE = { first: 30_000, longest: 5 * 60_000 };

/** Asks the server in the background whether the session lives: what has ended there ends here. */
export interface Revalidation {
  /** The page is looked at, or online, again. */
  check(): void;
  start(): void;
  stop(): void;
}

/** Makes the questioner. It asks while the page is visible, and one tab for all. */
export function createRevalidation(
  engine: With<'chart' | 'device' | 'notices'>,
  refreshes: Refreshes,
  page: Environment['page'],
): Revalidation {
  const { chart, device, notices } = engine;
  const clock = backgroundClock(device.clock);
  let isStarted = false;
  let timer: unknown;
  let failed = 0;
  let failedAt = -Infinity;

  const held = () => device.vault.get(heldGeneration(chart) ?? '');
  const isAsleep = () => !isStarted || !page || !page.isVisible();
  const mustWait = () =>
    failed > 0 && momentOf(device.clock).monotonic - failedAt < pauseAfter(failed);

  async function ask(isMet: (credentials: Credentials) => boolean) {
    const credentials = held();
    if (isAsleep() || mustWait() || !credentials || isMet(credentials)) return;
    const { failures } = refreshes;
    await obtain(engine, refreshes, { isMet });
    if (refreshes.failures > failures) {
      failed += 1;
      failedAt = momentOf(device.clock).monotonic;
    } else failed = 0;
    arm();
  }

  const keepFresh = () => void ask((credentials) => dueIn(credentials, momentOf(device.clock)) > 0);

  function arm() {
    clock.clearTimeout(timer);
    const credentials = held();
    if (isAsleep() || !credentials) return;
    timer = clock.setTimeout(
      keepFresh,
      Math.max(1, dueIn(credentials, momentOf(device.clock)), failed > 0 ? pauseAfter(failed) : 0),
    );
  }

  for (const type of ['refreshed', 'loggedOut', 'signedIn'] as const) notices.on(type, arm);

  return {
    check() {
      void ask((credentials) => isKnown(device, credentials));
      arm();
    },
    start() {
      isStarted = true;
      arm();
    },
    stop() {
      isStarted = false;
      clock.clearTimeout(timer);
    },
  };
}

/** How long to leave a server alone that has given nothing so often in a row, in ms. */
const pauseAfter = (failed: number) =>
  Math.min(PAUSE.longest, PAUSE.first * 2 ** Math.max(0, failed - 1));

/** When it is to be refreshed, in ms from now: a JWT that is short-lived, in the middle of its life. */
function dueIn({ life }: Credentials, now: Moment): number {
  const due = jwtLeft(life, now) - Math.min(FRESHNESS + LEAD, life.jwt / 2);
  return Math.max(due, PACE - (now.monotonic - life.arrived.monotonic));
}

/** Whether the server's word is recent. A session that is kept without proof is asked about at once. */
const isKnown = (device: Device, credentials: Credentials): boolean =>
  longestAge(credentials.life, momentOf(device.clock)) < RECENT &&
  credentials.life.jwt > 0 &&
  !isCookieGone(device, credentials);
