'use client';

import { createContext, useContext } from 'react';
import type { Auth } from '../engine/index.js';
import type { AuthView } from '../machines/view.js';
import type { Start } from './start-params.js';
import type { MoonKey } from './use-moon-key.js';

export interface MoonKeyScope {
  readonly auth: Auth;
  readonly start: Start;
  /** What `useMoonKey()` returns for a view. */
  readonly identify: (view: AuthView) => MoonKey;
}

export const MoonKeyContext = createContext<MoonKeyScope | null>(null);

export function useScope(): MoonKeyScope {
  const scope = useContext(MoonKeyContext);
  if (!scope)
    throw new Error(
      'No MoonKeyProvider above: wrap your app in <MoonKeyProvider publishableKey="pk_…">',
    );
  return scope;
}
