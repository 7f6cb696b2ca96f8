import { createContext, useContext } from 'react';
import type { Auth } from '../engine/index.js';
import type { MoonKeyStore } from './moon-key-store.js';

export interface MoonKeyScope {
  readonly auth: Auth;
  readonly store: MoonKeyStore;
}

export const MoonKeyContext = createContext<MoonKeyScope | null>(null);

export function useScope(): MoonKeyScope {
  const scope = useContext(MoonKeyContext);
  if (!scope) throw new Error('Wrap this in <MoonKeyProvider publishableKey="pk_test_">');
  return scope;
}
