import type { Clock } from '../../services/environment.js';
import { EngineUnavailableError } from '../engine-unavailable-error.js';

/** How long after a chunk that did not load it is asked for again, in ms. */
const PAUSE = 1_000;

/**
 * Loads a chunk. One that fails is asked for once more, after a pause.
 *
 * @throws {@link EngineUnavailableError} when it fails again; the next call begins anew.
 */
export async function loadTwice<T>(
  load: () => Promise<T>,
  clock: Pick<Clock, 'setTimeout'>,
): Promise<T> {
  try {
    return await load().catch(async () => {
      await new Promise<void>((resolve) => clock.setTimeout(resolve, PAUSE));
      return load();
    });
  } catch (cause) {
    throw new EngineUnavailableError(cause);
  }
}
