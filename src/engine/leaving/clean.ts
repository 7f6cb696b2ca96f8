import type { HookFailure } from '../../machines/types.js';
import { bounded, TimeoutError } from '../../services/bounded.js';
import { deviceDecided } from '../until.js';
import type { Hooks, With } from '../engine.js';

type Cleaner = Hooks['cleaners'] extends Set<infer Each> ? Each : never;

/** The service that clears the app's own data: all cleaners at once, each within its bound. */
export async function runCleaners(
  engine: With<'device' | 'chart' | 'hooks' | 'timeouts'>,
): Promise<readonly HookFailure[]> {
  const { chart, hooks } = engine;
  // Without cleaners this would be over at once, and its step would come in the way of the disk's.
  if (hooks.cleaners.size === 0) await deviceDecided(chart);
  return runEach(engine, [...hooks.cleaners]);
}

/** Runs these cleaners, and notes that they have been there. */
export async function runEach(
  { device, timeouts }: With<'device' | 'timeouts'>,
  cleaners: readonly Cleaner[],
): Promise<readonly HookFailure[]> {
  const failures = await Promise.all(
    cleaners.map(async ({ name, run }): Promise<HookFailure | null> => {
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
  device.notes.remains.clean(cleaners.map(({ name }) => name));
  return failures.filter((failure) => failure !== null);
}
