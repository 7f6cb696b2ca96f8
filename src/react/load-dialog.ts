import { loadTwice } from '../engine/start/load-twice.js';
import type { MoonKeyConfig } from './config.js';
import type { ReadyDialog } from './dialog/index.js';

/**
 * Loads the sign-in dialog, and tries it once more where that fails. A second failure is reported, as
 * an `EngineUnavailableError`; the next call begins anew.
 */
export async function loadDialog(
  config: MoonKeyConfig,
  onLoaded: (dialog: ReadyDialog) => void,
): Promise<void> {
  try {
    const { prepareDialog } = await loadTwice(() => import('./dialog/index.js'), globalThis);
    onLoaded(await prepareDialog(config));
  } catch (error) {
    reportError(error);
  }
}
