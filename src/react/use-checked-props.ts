import { useEffect, useState } from 'react';
import type { MoonKeyProviderProps } from './provider.js';
import { toAuthOptions } from './use-engine.js';

/** When props are checked, in ms after a render: the stored session comes first. */
const AFTER_START = 100;

/** Throws for a wrong or unknown prop, once the checks are loaded: a right one need not wait for them. */
export function useCheckedProps(props: MoonKeyProviderProps): void {
  const [problem, setProblem] = useState<Error>();
  useEffect(() => {
    // Not taken back by the next render: a page that renders all the time is checked, too.
    setTimeout(() => {
      import('./check-props.js').then(
        ({ checkProps }) => checkProps(props, toAuthOptions(props), setProblem),
        () => {},
      );
    }, AFTER_START);
  }, [props]);
  if (problem) throw problem;
}
