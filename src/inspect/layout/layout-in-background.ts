import type { Chart } from '../chart/chart.js';
import { statesOf } from '../chart/chart.js';
import { foldStates } from '../chart/fold-states.js';
import { dismissLaborer, hireLaborer, restSoon, WorkerError } from './laborer.js';
import type { Layout } from './layout.js';
import type { LayoutOptions } from './layout-chart.js';
import { layoutChart } from './layout-chart.js';

/** So many states are laid out in the page itself where there is no worker: one frame or two are late. */
const UNASKED = 16;
/** So many where a person has asked for them. */
const ASKED = 36;

/** A chart that was laid out; `isFolded` where states had to be folded for want of a worker. */
export interface LaidOut {
  readonly layout: Layout;
  readonly chart: Chart;
  readonly isFolded: boolean;
}

/**
 * {@link layoutChart} in a worker, so that the page goes on. Where there is none (no `Worker`, a
 * policy that forbids it, a bundle of one file), a large chart is folded first. `isAsked` is for what
 * a person has unfolded.
 */
export async function layoutInBackground(
  chart: Chart,
  { isAsked = false, ...options }: Omit<LayoutOptions, 'elk'> & { readonly isAsked?: boolean },
): Promise<LaidOut> {
  const layout = await layoutInWorker(chart, options);
  if (layout) return { layout, chart, isFolded: false };
  const small = statesOf(chart).length <= (isAsked ? ASKED : UNASKED);
  const drawn = small ? chart : foldStates(chart, outerCompounds(chart));
  return { layout: await layoutChart(drawn, options), chart: drawn, isFolded: drawn !== chart };
}

async function layoutInWorker(
  chart: Chart,
  options: Omit<LayoutOptions, 'elk'>,
): Promise<Layout | null> {
  const laborer = await hireLaborer();
  if (!laborer) return null;
  const { elk, broken } = laborer;
  try {
    return await Promise.race([layoutChart(chart, { ...options, elk }), broken]);
  } catch (error) {
    if (!(error instanceof WorkerError)) throw error;
    await dismissLaborer(laborer);
    return layoutInWorker(chart, options);
  } finally {
    restSoon();
  }
}

function outerCompounds({ root }: Chart): ReadonlySet<string> {
  return new Set(root.states.filter(({ states }) => states.length > 0).map(({ id }) => id));
}
