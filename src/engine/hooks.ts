import type { GuardOutput } from '../machines/actors.js';
import type { HookFailure } from '../machines/types.js';
import type { Clock } from '../services/environment.js';
import type { LogoutCleaner, LogoutGuard } from './auth.js';

/** The app's cleaners and guards. Its functions run here, never inside a transition. */
export function createHooks(clock: Clock, cleanupTimeout: number) {
  const cleaners = new Set<{ name: string; run: LogoutCleaner }>();
  const guards = new Set<{ name: string; run: LogoutGuard }>();

  async function clean({ name, run }: { name: string; run: LogoutCleaner }) {
    const controller = new AbortController();
    let timer: unknown;
    const late = new Promise<HookFailure>((resolve) => {
      timer = clock.setTimeout(() => {
        controller.abort();
        resolve({ name, code: 'timed_out' });
      }, cleanupTimeout);
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
  }

  return {
    get guarded() {
      return guards.size > 0;
    },
    addCleaner(name: string, run: LogoutCleaner) {
      const cleaner = { name, run };
      cleaners.add(cleaner);
      return () => void cleaners.delete(cleaner);
    },
    addGuard(run: LogoutGuard, name = run.name || 'guard') {
      const guard = { name, run };
      guards.add(guard);
      return () => void guards.delete(guard);
    },
    /** Runs all cleaners at once, each within its bound. */
    async runCleaners(): Promise<readonly HookFailure[]> {
      const failures = await Promise.all([...cleaners].map(clean));
      return failures.filter((failure) => failure !== null);
    },
    /** Asks one guard after the other, so that two never open a dialog at once. */
    async askGuards(signal: AbortSignal): Promise<GuardOutput> {
      const failures: HookFailure[] = [];
      for (const { name, run } of [...guards]) {
        if (signal.aborted) break;
        try {
          if ((await run({ signal })) === false) return { by: name, failures };
        } catch {
          failures.push({ name, code: 'threw' });
        }
      }
      return { by: null, failures };
    },
  };
}
