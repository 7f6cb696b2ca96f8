import { useEffect } from 'react';
import type { MoonKeyProviderProps } from './provider-props.js';

/** When props are checked, in ms after a render: the stored session comes first. */
const AFTER_START = 100;

/** Says in development, on the console, what is wrong or unknown. A page in production is left alone. */
export function useCheckedProps(props: MoonKeyProviderProps): void {
  useEffect(() => check(props), [props]);
}

/** Nothing is left of it in a production build. */
function check(props: MoonKeyProviderProps): void {
  try {
    if (process.env.NODE_ENV !== 'production') {
      // Not taken back by the next render: a page that renders all the time is checked, too.
      setTimeout(() => {
        import('./check-props.js').then(
          ({ checkProps }) => checkProps(props),
          () => {},
        );
      }, AFTER_START);
    }
  } catch {
    // No bundler has put in what `process` is, and that page counts as production.
  }
}
