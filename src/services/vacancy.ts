import type { Environment, LocalStorageLike } from './environment.js';
import type { Names } from './names.js';

/**
 * Runs a function on `localStorage`, touched only now: the first touch of it makes a page wait. Undefined where it is
 * missing, forbidden or full.
 */
export function tryLocalStorage<T>(
  environment: Partial<Environment>,
  run: (storage: LocalStorageLike | undefined) => T,
): T | undefined {
  try {
    return run(('localStorage' in environment ? environment : window).localStorage);
  } catch {
    return undefined;
  }
}

/**
 * Whether a note says that this device holds no session. Where there is no note, nothing is known: the
 * disk must be asked.
 */
export const isVacant = ({ database }: Names, environment: Partial<Environment>): boolean =>
  !!tryLocalStorage(environment, (storage) => storage?.getItem(database));
