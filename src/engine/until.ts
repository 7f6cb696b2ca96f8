import type { AuthSnapshot } from '../machines/view.js';
import type { Chart } from './chart.js';

/** Resolves once the statechart's snapshot fulfils a condition: now, or after the app has been shown it. */
export const until = ({ actor }: Chart, condition: (snapshot: AuthSnapshot) => boolean) =>
  new Promise<void>((resolve) => {
    if (condition(actor.getSnapshot())) return resolve();
    const subscription = actor.subscribe((snapshot) => {
      if (!condition(snapshot)) return;
      subscription.unsubscribe();
      resolve();
    });
  });

/** Resolves once it is known whether the device is clear, and the app has been shown that. */
export const deviceDecided = (chart: Chart): Promise<void> =>
  until(chart, ({ context }) => context.device !== null);

/**
 * Resolves once it is known whether the statechart holds a session: the device was asked, and whom the server has
 * named, and the page shows, is on it.
 */
export const untilHeld = (chart: Chart): Promise<void> =>
  until(
    chart,
    (snapshot) =>
      !snapshot.matches('initializing') &&
      !(snapshot.matches('signingIn') && chart.getView().isAuthenticated),
  );

/** The generation of the session that the statechart holds. */
export const heldGeneration = ({ actor }: Chart): string | undefined =>
  actor.getSnapshot().context.session?.generation;
