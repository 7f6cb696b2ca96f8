import type { AuthView, IdleWarning } from '../machines/view.js';
import type { Chart } from './chart.js';

/** The statechart, and what is shown besides what it says. */
export interface ShownChart extends Chart {
  /**
   * Shows this session no more, from now on, whatever the statechart says: its own step may come
   * later. `instead` is what is shown of it.
   */
  readonly hide: (generation: string, instead: (view: AuthView) => AuthView) => void;
  /** Shows that the session is about to end, for want of a user; null takes it back. */
  readonly warn: (warning: IdleWarning | null) => void;
}

/** Adds what the start does not need. */
export function createShownChart(chart: Chart): ShownChart {
  let hidden: Parameters<ShownChart['hide']> | undefined;
  let idle: IdleWarning | null = null;
  const show = () =>
    chart.project((view, generation) => {
      if (hidden && generation === hidden[0]) return hidden[1](view);
      return idle && view.isAuthenticated ? { ...view, idle } : view;
    });
  return {
    ...chart,
    hide(...next) {
      hidden = next;
      show();
    },
    warn(warning) {
      if (idle === warning) return;
      idle = warning;
      show();
    },
  };
}
