import { useEffect } from 'react';
import type { MoonKeyProviderProps } from './provider-props.js';

/** When props are checked, in ms after a render: the stored session comes first. */
const AFTER_START = 100;

/** Says in development, on the console, what is wrong or unknown. A page in production is left alone. */
export function useCheckedProps(props: MoonKeyProviderProps): void {
  useEffect(() => void check(props), [props]);
}

async function check(props: MoonKeyProviderProps): Promise<void> {
  try {
    if (process.env.NODE_ENV !== 'production') {
      // Not taken back by the next render: a page that renders all the time is checked, too.
      await new Promise((resolve) => setTimeout(resolve, AFTER_START));
      const { checkProps } = await import('./check-props.js');
      checkProps(props);
    }
  } catch {
    // No bundler has put in what `process` is, and that page counts as production; or it is gone.
  }
}
