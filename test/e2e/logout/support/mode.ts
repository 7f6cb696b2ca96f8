/** How a session reaches the page: with its tokens, or in an `HttpOnly` cookie alone. */
export type Mode = 'tokens in the page' | 'cookie only';

/** Both ways. */
export const modes = ['tokens in the page', 'cookie only'] as const satisfies readonly Mode[];

/**
 * A test that is run in both modes at once, which takes little more than one: most of a browser's test is
 * waiting. It says in which mode it failed.
 */
export const inBothModes = (run: (mode: Mode) => Promise<void>) => async (): Promise<void> => {
  const results = await Promise.allSettled(modes.map(run));
  results.forEach((result, at) => {
    if (result.status === 'rejected')
      throw new Error(`${modes[at]}: ${String(result.reason)}`, { cause: result.reason });
  });
};
