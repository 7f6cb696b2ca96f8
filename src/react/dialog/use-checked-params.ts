import { useEffect } from 'react';
import { isDevelopment } from '../../options/is-development.js';
import type { StartParams } from '../start-params.js';

/** Says in development, on the console, what `start()` was given that is wrong, unknown or ignored. */
export function useCheckedParams(params: StartParams): void {
  useEffect(() => {
    if (!isDevelopment()) return;
    import('../check-start.js').then(
      ({ checkStart }) => checkStart(params),
      () => {},
    );
  }, [params]);
}
