import {
  Authenticated,
  type InitialState,
  MoonKeyProvider,
  Unauthenticated,
  useMoonKey,
} from '@moon-key/react-auth';
import { type ComponentType, StrictMode, Suspense, version } from 'react';
import { backend, publishableKey } from './session.js';

export function Header() {
  const { ready, user } = useMoonKey();
  return (
    <header>
      {version} {ready ? 'ready' : 'loading'} {user ? user.email : 'nobody'}
    </header>
  );
}

/** On the server it is there, and in the browser it comes late. */
export function Aside() {
  return (
    <aside>
      <Authenticated>{(user) => `for ${user.email}`}</Authenticated>
      <Unauthenticated>for nobody</Unauthenticated>
    </aside>
  );
}

export const App = ({ state, Late }: { state: InitialState; Late: ComponentType }) => (
  <StrictMode>
    <MoonKeyProvider publishableKey={publishableKey} initialState={state} config={{ backend }}>
      <Header />
      <Suspense fallback="…">
        <Late />
      </Suspense>
    </MoonKeyProvider>
  </StrictMode>
);
