'use client';

import { createContext, useContext } from 'react';
import type { Auth } from '../engine/index.js';
import type { Start } from './start-params.js';

export interface MoonKeyScope {
  readonly auth: Auth;
  readonly start: Start;
}

export const MoonKeyContext = createContext<MoonKeyScope | null>(null);

export function useScope(): MoonKeyScope {
  const scope = useContext(MoonKeyContext);
  if (!scope)
    throw new Error(
      'No MoonKeyProvider above: wrap your app once, near its root, in <MoonKeyProvider publishableKey="pk_…">',
    );
  return scope;
}
