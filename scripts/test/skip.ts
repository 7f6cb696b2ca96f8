/** A check that exits with this says that its step cannot run here: its output says why. */
export const SKIPPED = 75;

/** A step that is skipped where what it needs cannot be had. */
type Skippable = 'firefox' | 'webkit' | 'examples';

/**
 * Gets ready what such a step needs. Where that fails the step is skipped, and says why; with `MOONKEY_ENGINES=all`, or a
 * list that names the step (`firefox,webkit`), as in CI, it fails.
 */
export function skipUnlessRequired(step: Skippable, prepare: () => void): void {
  try {
    prepare();
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
    const required = (process.env['MOONKEY_ENGINES'] ?? '').split(',');
    process.exitCode = ['all', step].some((each) => required.includes(each)) ? 1 : SKIPPED;
  }
}
