import type { User } from '../machines/types.js';
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
  /** Whether somebody is shown, once it was looked at again whether whom the server has named was signed out. */
  readonly isShown: () => boolean;
  /** Goes on showing the user whom the server has named, if they are still, while this attempt brings their session to the device. */
  readonly expect: (attempt: string) => void;
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

const shownAs = ({ storage, pendingRevocations }: AuthView, user: User): AuthView => ({
  status: 'authenticated',
  ready: true,
  isAuthenticated: true,
  user,
  idle: null,
  storage,
  pendingRevocations,
});

/** Whether a sign-in is under way, and is this attempt. */
function isArriving({ actor }: Chart, expected: string | undefined): boolean {
  const { attempt, arriving } = actor.getSnapshot().context;
  return expected !== undefined && [attempt, arriving?.generation].includes(expected);
}

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
  let expected: string | undefined;
  let told: User | undefined;

  /** What is shown while the statechart holds no session: somebody, where the server has named them. */
  function withoutSession(view: AuthView): AuthView {
    if (view.isAuthenticated) told = view.user;
    else if (!told || !isArriving(chart, expected)) return view;
    isContradicted ||= isSignedOut();
    if (!isContradicted) return shownAs(view, told);
    return view.isAuthenticated ? nobodyIn(view) : view;
  }

  const show = () =>
    chart.project((view, generation) => {
      if (hidden && generation === hidden[0]) return hidden[1](view);
      const shown = generation === undefined ? withoutSession(view) : view;
      return idle && shown.isAuthenticated ? { ...shown, idle } : shown;
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
    isShown() {
      show();
      return chart.getView().isAuthenticated;
    },
    expect(attempt) {
      expected = chart.getView().isAuthenticated ? attempt : undefined;
    },
    contradict() {
      isContradicted = true;
      show();
    },
  };
}
