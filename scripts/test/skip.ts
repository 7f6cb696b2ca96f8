/** A check that exits with this says that its step cannot run here: its output says why. */
export const SKIPPED = 75;

/** A browser's engine whose step is skipped where it is missing. */
export type Engine = 'firefox' | 'webkit';

/**
 * Gets ready what the step of an engine needs. Where that fails the step is skipped, and says why; with
 * `MOONKEY_ENGINES=all`, or a list that names the engine (`firefox,webkit`), as in CI, it fails.
 */
export function skipUnlessRequired(engine: Engine, prepare: () => void): void {
  try {
    prepare();
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
    const required = (process.env['MOONKEY_ENGINES'] ?? '').split(',');
    process.exitCode = ['all', engine].some((each) => required.includes(each)) ? 1 : SKIPPED;
  }
}
