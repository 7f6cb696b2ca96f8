import type { GuardOutput } from '../../machines/services.js';
import type { HookFailure } from '../../machines/types.js';
import type { Hooks } from '../engine.js';

/** The service that asks the app's logout guards, one after the other, so that two never open a dialog at once. */
export async function askLogoutGuards(
  { guards }: Hooks,
  signal: AbortSignal,
): Promise<GuardOutput> {
  const failures: HookFailure[] = [];
  for (const { name, run } of guards) {
    if (signal.aborted) break;
    try {
      if ((await run({ signal })) === false) return { by: name, failures };
    } catch {
      failures.push({ name, code: 'threw' });
    }
  }
  return { by: null, failures };
}
