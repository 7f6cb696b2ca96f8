import type { AuthView, IdleWarning } from '../machines/view.js';
import type { Chart } from './chart.js';

/** The statechart, and what is shown besides what it says. */
export interface ShownChart extends Chart {
  /**
   * Shows this session no more, from now on, whatever the statechart says: its own step may come
   * later. `instead` is what is shown of it.
   */
  readonly hide: (generation: string, instead: (view: AuthView) => AuthView) => void;
  /** Shows again what was hidden. */
  readonly reveal: () => void;
  /** Shows that the session is about to end, for want of a user; null takes it back. */
  readonly warn: (warning: IdleWarning | null) => void;
  /** The public id of the session that the server has named to this page. */
  readonly named: string | undefined;
  /** Shows the user whom the server has named no more: the device knows better. */
  readonly contradict: () => void;
}

const nobodyIn = (view: AuthView): AuthView => ({
  ...view,
  status: 'loggedOut',
  ready: true,
  isAuthenticated: false,
  user: null,
  idle: null,
  reason: 'noSession',
});

/**
 * Adds what the start does not need.
 *
 * @param isSignedOut - Whether the session that the server has named was signed out on this device.
 */
export function createShownChart(
  chart: Chart,
  named: string | undefined,
  isSignedOut: () => boolean,
): ShownChart {
  let hidden: Parameters<ShownChart['hide']> | undefined;
  let idle: IdleWarning | null = null;
  let isContradicted = false;
  const show = () =>
    chart.project((view, generation) => {
      if (hidden && generation === hidden[0]) return hidden[1](view);
      // Somebody is shown whom the statechart does not hold: the server has named them.
      if (view.isAuthenticated && generation === undefined) {
        isContradicted ||= isSignedOut();
        if (isContradicted) return nobodyIn(view);
      }
      return idle && view.isAuthenticated ? { ...view, idle } : view;
    });
  show();
  return {
    ...chart,
    named,
    hide(...next) {
      hidden = next;
      show();
    },
    reveal() {
      hidden = undefined;
      show();
    },
    warn(warning) {
      if (idle === warning) return;
      idle = warning;
      show();
    },
    contradict() {
      isContradicted = true;
      show();
    },
  };
}
