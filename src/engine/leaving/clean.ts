import type { HookFailure } from '../../machines/types.js';
import { bounded, TimeoutError } from '../../services/bounded.js';
import { deviceDecided } from '../until.js';
import type { With } from '../engine.js';

/** The service that clears the app's own data: all cleaners at once, each within its bound. */
export async function runCleaners({
  device,
  chart,
  hooks,
  timeouts,
}: With<'device' | 'chart' | 'hooks' | 'timeouts'>): Promise<readonly HookFailure[]> {
  // Without cleaners this would be over at once, and its step would come in the way of the disk's.
  if (hooks.cleaners.size === 0) await deviceDecided(chart);
  const failures = await Promise.all(
    [...hooks.cleaners].map(async ({ name, run }): Promise<HookFailure | null> => {
      try {
        await bounded(device.clock, timeouts.cleanupTimeout, async (signal) => {
          // No function of the app's runs within a step of the machine.
          await Promise.resolve();
          return run({ signal });
        });
        return null;
      } catch (error) {
        return { name, code: error instanceof TimeoutError ? 'timed_out' : 'threw' };
      }
    }),
  );
  return failures.filter((failure) => failure !== null);
}
