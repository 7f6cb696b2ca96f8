import { bounded } from '../../services/bounded.js';
import type { With } from '../engine.js';
import { runEach } from './clean.js';

type Cleaning = With<'device' | 'chart' | 'hooks' | 'notices' | 'timeouts'>;

/**
 * Cleans up after a session whose end no page saw, or not with these cleaners: it expired over the
 * weekend, its logout was cut off, a cleaner was registered late. One after the other; each name runs
 * once. Whoever comes next waits for it, `timeout` ms at most.
 */
export type CleanRemains = (timeout: number) => Promise<void>;

/** Makes it for one engine. */
export function createCleanRemains(engine: Cleaning): CleanRemains {
  let last = Promise.resolve();
  return async (timeout) => {
    if (owed(engine).length === 0) return;
    last = last.then(() => cleanRemains(engine)).catch(() => {});
    const cleaned = last;
    // What takes longer goes on by itself, and is reported when it ends.
    await bounded(engine.device.clock, timeout, () => cleaned).catch(() => {});
  };
}

async function cleanRemains(engine: Cleaning): Promise<void> {
  const { device, notices } = engine;
  const left = device.notes.remains.read();
  if (!left || owed(engine).length === 0) return;
  // Nobody has left, or somebody has just signed in elsewhere.
  if (await device.store.has(left.generation)) return;
  const failures = await runEach(engine, owed(engine));
  for (const failure of failures) notices.emit({ type: 'cleanupFailed', ...failure });
}

/** The cleaners that have not run since the last session: a logout under way runs all by itself. */
function owed({ device, chart, hooks }: Cleaning) {
  const { status, isAuthenticated } = chart.getView();
  // What cannot be read may still hold a session.
  if (isAuthenticated || status === 'loggingOut' || device.disk.isUnread) return [];
  const cleaned = device.notes.remains.read()?.cleaned;
  return [...hooks.cleaners].filter(({ name }) => cleaned && !cleaned.includes(name));
}
