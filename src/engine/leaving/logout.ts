import type { LogoutScope, ServerOutcome } from '../../machines/types.js';
import type { AuthSnapshot } from '../../machines/view.js';
import type { AuthNoticeOf } from '../auth.js';
import type { With } from '../engine.js';
import { LogoutError } from '../logout-error.js';
import { catchUp } from './catch-up.js';
import type { Departures } from './departures.js';
import { heldGeneration, untilHeld } from '../until.js';
import { fenceAhead } from './fence.js';

/** The logout under way: one promise for all callers, settled by what the machine announces. */
export interface LogoutPromise {
  /** A later logout takes over the one that the machine is in: its answer counts as well. */
  overtake(): void;
  /** The promise of the logout that the machine is in, or is asking about. */
  current(): Promise<void>;
  /** The promise of the latest logout, which may be over. */
  latest(): Promise<void>;
  /** The same, if there is one under way. */
  open(): Promise<void> | undefined;
}

/** Watches what the machine announces of its logouts. */
export function createLogoutPromise({
  chart,
  notices,
  departures,
}: With<'chart' | 'notices' | 'departures'>): LogoutPromise {
  let latest = Promise.resolve();
  let isOpen = false;
  let overtaken: AuthSnapshot[] = [];

  function begin() {
    isOpen = true;
    latest = new Promise<Ending>((resolve) => {
      const stop = notices.on('*', (notice) => {
        if (notice.type !== 'loggedOut' && notice.type !== 'logoutCancelled') return;
        stop();
        isOpen = false;
        const answers = overtaken.map((snapshot) => answerTo(departures, snapshot));
        overtaken = [];
        resolve(
          notice.type === 'loggedOut'
            ? { ...notice, server: worstAnswer([notice.server, ...answers]) }
            : notice,
        );
      });
    }).then(checkEnding);
    // A caller may ignore the promise: an event handler does.
    latest.catch(() => {});
  }

  // One that was asked for before this was loaded.
  if (chart.actor.getSnapshot().matches('loggingOut')) begin();

  return {
    overtake() {
      if (isOpen) overtaken.push(chart.actor.getSnapshot());
    },
    current() {
      if (!isOpen) begin();
      return latest;
    },
    latest: () => latest,
    open: () => (isOpen ? latest : undefined),
  };
}

/** What the server has said by now to a logout that was taken over. */
function answerTo(departures: Departures, { context }: AuthSnapshot): ServerOutcome {
  const { departing, scope, server } = context;
  // What was on disk is what the later one means, too.
  if (!departing || departing === '*') return server ?? 'notNeeded';
  return departures.answerTo(departing, scope) ?? server ?? 'queued';
}

/** The answer that leaves most to be done. */
const worstAnswer = (answers: readonly ServerOutcome[]): ServerOutcome =>
  (['refused', 'queued', 'revoked'] as const).find((each) => answers.includes(each)) ?? 'notNeeded';

type Ending = AuthNoticeOf<'loggedOut'> | AuthNoticeOf<'logoutCancelled'>;

/** Throws unless device and server are both done; the error says exactly what is not. */
function checkEnding(notice: Ending): void {
  if (notice.type === 'logoutCancelled') throw new LogoutError('cancelled');
  const { device, server } = notice;
  if (device === 'failed') throw new LogoutError('device_not_cleared', device, server);
  if (server === 'refused') throw new LogoutError('revocation_refused', device, server);
  if (server === 'queued') throw new LogoutError('revocation_queued', device, server);
}

/** The verb `logout()`: the fence, then the machine's step, both in the tick of the call. */
export function logout(
  engine: With<'chart' | 'device' | 'departures' | 'hooks'>,
  promise: LogoutPromise,
  scope: LogoutScope,
): Promise<void> {
  const { actor } = engine.chart;
  catchUp(engine);
  fenceAhead(engine, scope);
  const before = actor.getSnapshot();
  // Another tab has signed in meanwhile: that session is to leave as well, and the statechart begins
  // again with it.
  if (before.matches('loggingOut') && before.context.adopt) promise.overtake();
  actor.send({ type: 'LOGOUT', scope, guarded: engine.hooks.guards.size > 0 });
  const snapshot = actor.getSnapshot();
  if (snapshot.matches('loggedOut') || snapshot.matches('signingIn')) return Promise.resolve();
  return promise.current();
}

/**
 * The verb `logoutEverywhere()`: as {@link logout} for this device. Rejects with
 * `everywhere_unavailable` unless all sessions of the shown user can be ended from here.
 */
export async function logoutEverywhere(
  engine: With<'chart' | 'device' | 'departures' | 'hooks'>,
  promise: LogoutPromise,
): Promise<void> {
  // Whom only the server has named has no tickets yet.
  if (isOnlyNamed(engine.chart)) await untilHeld(engine.chart);
  catchUp(engine);
  const snapshot = engine.chart.actor.getSnapshot();
  const { session, scope } = snapshot.context;
  const credentials = session && engine.device.vault.get(session.generation);
  const isAskedForLess =
    scope === 'session' && snapshot.matches({ authenticated: { intent: 'confirmingLogout' } });
  if (!credentials || isAskedForLess || (credentials.ticket && !credentials.everywhereTicket))
    throw new LogoutError('everywhere_unavailable');
  await logout(engine, promise, 'everywhere');
}

/** Whether somebody is shown whom the statechart does not hold yet. */
const isOnlyNamed = (chart: With<'chart'>['chart']): boolean =>
  chart.getView().isAuthenticated && heldGeneration(chart) === undefined;
