/** A check that exits with this says that its step cannot run here: its output says why. */
export const SKIPPED = 75;

/**
 * Gets ready what a step needs. Where that fails the step is skipped, and says why; with `MOONKEY_ENGINES=all`, as in
 * CI, it fails.
 */
export function skipUnlessRequired(prepare: () => void): void {
  try {
    prepare();
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
    process.exitCode = process.env['MOONKEY_ENGINES'] === 'all' ? 1 : SKIPPED;
  }
}
