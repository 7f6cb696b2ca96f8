'use client';

import { useEffect, useState } from 'react';
import type { MoonKeyProviderProps } from './provider.js';
import { toAuthOptions } from './use-engine.js';

/** Throws for a wrong or unknown prop, once the checks are loaded: a right one need not wait for them. */
export function useCheckedProps(props: MoonKeyProviderProps): void {
  const [problem, setProblem] = useState<Error>();
  useEffect(() => {
    import('./check-props.js').then(
      ({ findProblem }) => setProblem(findProblem(props, props.auth ? null : toAuthOptions(props))),
      () => {},
    );
  }, [props]);
  if (problem) throw problem;
}
