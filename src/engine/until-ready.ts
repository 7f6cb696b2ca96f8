import type { AuthView } from '../machines/view.js';
import type { Chart } from './chart.js';

/** The verb `ready()`: the first view that says whether somebody is signed in. */
export function untilReady({
  getView,
  subscribe,
}: Pick<Chart, 'getView' | 'subscribe'>): Promise<AuthView> {
  return new Promise((resolve) => {
    if (getView().ready) return resolve(getView());
    const stop = subscribe((view) => {
      if (!view.ready) return;
      stop();
      resolve(view);
    });
  });
}
