import { bounded } from '../../services/bounded.js';
import type { With } from '../engine.js';
import { until } from '../until.js';

/** What is known while a page waits for whom the server has named. */
export interface Finding {
  /** Whether the device was found to hold nobody, and that is not shown yet. */
  isFinding: boolean;
}

/** See {@link Current}: `find`. */
export async function findNamed(
  { chart, device, timeouts }: With<'chart' | 'device' | 'timeouts'>,
  known: Finding,
  wake: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted || !chart.isShown()) return;
  const stop = () => {
    known.isFinding = false;
  };
  signal.addEventListener('abort', stop);
  known.isFinding = true;
  const isDecided = until(
    chart,
    (snapshot) => snapshot.context.attempt !== null || !snapshot.matches('initializing'),
  );
  await bounded(device.clock, timeouts.restoreTimeout / 3, () =>
    Promise.race([wake(), isDecided]),
  ).catch(() => {});
  // Another one may be waiting by now.
  if (!signal.aborted) stop();
}
