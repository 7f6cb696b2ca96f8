import { useEffect } from 'react';
import type { StartParams } from '../start-params.js';

/** Says in development, on the console, what `start()` was given that is wrong, unknown or ignored. */
export function useCheckedParams(params: StartParams): void {
  useEffect(() => check(params), [params]);
}

/** Nothing is left of it in a production build. */
function check(params: StartParams): void {
  try {
    if (process.env.NODE_ENV !== 'production') {
      import('../check-start.js').then(
        ({ checkStart }) => checkStart(params),
        () => {},
      );
    }
  } catch {
    // No bundler has put in what `process` is, and that page counts as production.
  }
}
