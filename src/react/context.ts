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
      'useMoonKey() and its siblings need a provider above them. Wrap your app once, near its root: <MoonKeyProvider publishableKey="pk_test_…">…</MoonKeyProvider>',
    );
  return scope;
}
