import { EngineUnavailableError } from '../engine/engine-unavailable-error.js';
import type { MoonKeyConfig } from './config.js';
import type { ReadyDialog } from './dialog/index.js';

/** How long it waits before it tries once more, in ms. */
const PAUSE = 1_000;

const load = () => import('./dialog/index.js');

/**
 * Loads the sign-in dialog, and tries it once more where that fails. A second failure is reported, as
 * an {@link EngineUnavailableError}; the next call begins anew.
 */
export async function loadDialog(
  config: MoonKeyConfig,
  onLoaded: (dialog: ReadyDialog) => void,
): Promise<void> {
  try {
    const { prepareDialog } = await load().catch(async () => {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      return load();
    });
    onLoaded(await prepareDialog(config));
  } catch (cause) {
    reportError(new EngineUnavailableError(cause));
  }
}
