import { Authenticated } from '@moon-key/react-auth';
import type { ReactNode } from 'react';
import { Island, type IslandProps } from './island';

/** What the server has rendered for a user: it leaves the screen in the tick of a logout. */
export const Private = ({ state, children }: IslandProps & { children?: ReactNode }) => (
  <Island state={state}>
    <Authenticated>{children}</Authenticated>
  </Island>
);
