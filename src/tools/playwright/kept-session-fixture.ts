import type { BrowserContext } from 'playwright-core';
import { restoreSignedIn } from './keep-signed-in.js';

/**
 * Fixtures that sign every context in with what `keepSignedIn` kept.
 *
 * @example
 * ```ts
 * const test = base.extend(keptSession('playwright/.auth/ada.json'))
 * ```
 */
export function keptSession(file: string): {
  context: (
    given: { readonly context: BrowserContext },
    give: (context: BrowserContext) => Promise<void>,
  ) => Promise<void>;
} {
  return {
    context: async ({ context }, give) => {
      await restoreSignedIn(context, file);
      await give(context);
    },
  };
}
