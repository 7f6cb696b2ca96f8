import type { IdleLimits } from '../../machines/idle-machine.js';
import { type Activity, parseActivity } from '../../services/activity-note.js';
import type { PageLike } from '../../services/environment.js';
import type { With } from '../engine.js';
import type { AuthOptions } from '../options.js';
import { ownNameOf } from '../own-name.js';
import { heldGeneration } from '../until.js';
import { createIdleSession, type IdleSession } from './idle-session.js';

/** Ends sessions whose user has been away for too long, where the app sets a limit. */
export interface IdleLimit {
  start(): void;
  /** Decides now whether the session that is shown is over: before anything of it is used. */
  look(): void;
  /** Another tab has seen its user. */
  hear(activity: Activity): void;
  /** The user is there, whatever the page's events say. */
  stayActive(): void;
  stop(): void;
}

/** How long before its end a session is warned of, unless the app says so, in ms. */
const WARN_BEFORE = 60_000;

/** The limits that an app has set, all said. */
export function idleLimitsOf({ idle }: Pick<AuthOptions, 'idle'>): IdleLimits | undefined {
  if (!idle) return undefined;
  const { after, warnBefore = Math.min(WARN_BEFORE, after / 2) } = idle;
  return { after, warnBefore };
}

/** Watches the session that is shown. */
export function createIdleLimit(
  engine: With<'chart' | 'departures' | 'device'>,
  limits: IdleLimits,
  page: PageLike | undefined,
  inspect: AuthOptions['inspect'],
): IdleLimit {
  const { chart, device } = engine;
  let session: IdleSession | undefined;
  let stops: (() => void)[] = [];

  function follow() {
    const { isAuthenticated, ready } = chart.getView();
    // A page that asks whether the session is over shows nobody: its user is away all the same.
    const shown = isAuthenticated || !ready ? heldGeneration(chart) : undefined;
    if (shown === session?.generation) return;
    const last = session;
    session = undefined;
    last?.stop();
    if (shown) session = createIdleSession(engine, limits, shown, page, inspect);
  }
  function hear(activity: Activity) {
    if (ownNameOf(engine, activity) === session?.generation) session.hear(activity.activeAt);
  }

  return {
    start() {
      if (stops.length > 0) return;
      const stopListening = page?.listen('storage', ({ key, newValue }) => {
        const activity = key === device.notes.activity.key ? parseActivity(newValue) : undefined;
        if (activity) hear(activity);
      });
      stops = [chart.subscribe(follow), () => stopListening?.()];
      follow();
    },
    look: () => session?.look(),
    hear,
    stayActive: () => session?.note(),
    stop() {
      for (const stop of stops) stop();
      stops = [];
      session?.stop();
      session = undefined;
    },
  };
}
