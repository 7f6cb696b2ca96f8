import type { GuardOutput } from '../../machines/actors.js';
import type { HookFailure } from '../../machines/types.js';
import type { Tools } from './tools.js';
import { deviceSettled } from './until.js';

/** Runs all cleaners at once, each within its bound. */
export async function runCleaners(tools: Tools): Promise<readonly HookFailure[]> {
  const { clock } = tools.environment;
  // Where there are none it takes no step of its own while the disk is being cleared.
  if (tools.cleaners.size === 0) await deviceSettled(tools);
  const failures = await Promise.all(
    [...tools.cleaners].map(async ({ name, run }) => {
      const controller = new AbortController();
      let timer: unknown;
      const late = new Promise<HookFailure>((resolve) => {
        timer = clock.setTimeout(() => {
          controller.abort();
          resolve({ name, code: 'timed_out' });
        }, tools.timeouts.cleanupTimeout);
      });
      const done = Promise.resolve()
        .then(() => run({ signal: controller.signal }))
        .then(
          () => null,
          (): HookFailure => ({ name, code: 'threw' }),
        );
      const failure = await Promise.race([done, late]);
      clock.clearTimeout(timer);
      return failure;
    }),
  );
  return failures.filter((failure) => failure !== null);
}

/** Asks one guard after the other, so that two never open a dialog at once. */
export async function askLogoutGuards(tools: Tools, signal: AbortSignal): Promise<GuardOutput> {
  const failures: HookFailure[] = [];
  for (const { name, run } of tools.guards) {
    if (signal.aborted) break;
    try {
      if ((await run({ signal })) === false) return { by: name, failures };
    } catch {
      failures.push({ name, code: 'threw' });
    }
  }
  return { by: null, failures };
}
