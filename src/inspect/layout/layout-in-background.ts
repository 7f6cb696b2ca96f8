import type { ELK } from 'elkjs/lib/elk-api.js';
import type { Chart } from '../chart/chart.js';
import { statesOf } from '../chart/chart.js';
import { foldStates } from '../chart/fold-states.js';
import type { Layout } from './layout.js';
import type { LayoutOptions } from './layout-chart.js';
import { layoutChart } from './layout-chart.js';
import { loadElkFor } from './load-elk.js';

/** So many states are laid out in the page itself where there is no worker. */
const WITHOUT_WORKER = 36;
/** A worker that has had nothing to do for so many ms is ended. */
const IDLE = 20_000;

/** A chart that was laid out; `isFolded` where states had to be folded for want of a worker. */
export interface LaidOut {
  readonly layout: Layout;
  readonly chart: Chart;
  readonly isFolded: boolean;
}

interface Laborer {
  readonly elk: Promise<ELK>;
  /** Rejects when the worker cannot run. */
  readonly broken: Promise<never>;
  readonly end: () => void;
}

let laborer: Laborer | null = null;
let isBroken = false;
let idle: ReturnType<typeof setTimeout> | undefined;

/**
 * {@link layoutChart} in a worker, so that the page goes on. Where there is none (no `Worker`, a
 * policy that forbids it, a bundler that does not ship its file), a large chart is folded first.
 */
export async function layoutInBackground(
  chart: Chart,
  options: Omit<LayoutOptions, 'elk'>,
): Promise<LaidOut> {
  const worker = isBroken ? null : startLaborer();
  if (worker) {
    clearTimeout(idle);
    try {
      const elk = await Promise.race([worker.elk, worker.broken]);
      const layout = await Promise.race([layoutChart(chart, { ...options, elk }), worker.broken]);
      return { layout, chart, isFolded: false };
    } catch (error) {
      if (!(error instanceof WorkerError)) throw error;
      isBroken = true;
    } finally {
      restSoon();
    }
  }
  const small = statesOf(chart).length <= WITHOUT_WORKER;
  const drawn = small ? chart : foldStates(chart, outerCompounds(chart));
  return { layout: await layoutChart(drawn, options), chart: drawn, isFolded: drawn !== chart };
}

/** Why there is no worker. */
class WorkerError extends Error {}

function startLaborer(): Laborer | null {
  if (laborer) return laborer;
  try {
    const worker = new Worker(new URL('./elk-worker.js', import.meta.url), { type: 'module' });
    const broken = new Promise<never>((_, reject) => {
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        reject(new WorkerError(event.message));
      });
    });
    broken.catch(() => undefined);
    laborer = {
      elk: loadElkFor(worker),
      broken,
      end: () => {
        worker.terminate();
      },
    };
    return laborer;
  } catch {
    return null;
  }
}

function restSoon(): void {
  clearTimeout(idle);
  const end = (): void => {
    laborer?.end();
    laborer = null;
  };
  if (isBroken) end();
  else idle = setTimeout(end, IDLE);
}

function outerCompounds({ root }: Chart): ReadonlySet<string> {
  return new Set(root.states.filter(({ states }) => states.length > 0).map(({ id }) => id));
}
