import { MoonKeyProvider, type InitialState } from '@moon-key/react-auth';
import { useState, type ReactNode } from 'react';
import { engineOf } from '../engine';

export interface IslandProps {
  state: InitialState;
}

/** What every island is wrapped in. */
export function Island({ state, children }: IslandProps & { children: ReactNode }) {
  const [auth] = useState(() => engineOf(state));
  return <MoonKeyProvider auth={auth}>{children}</MoonKeyProvider>;
}
