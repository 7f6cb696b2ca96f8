import { type InitialState, MoonKeyProvider, useMoonKey } from '@moon-key/react-auth';
import { Account } from '../account.js';

function Greeting() {
  const { ready, user, logout } = useMoonKey();
  return <Account ready={ready} email={user?.email ?? null} logout={logout} />;
}

/** The app that a server renders and a page takes over: with what the server knows, or without. */
export function App({ state }: { readonly state: InitialState | undefined }) {
  return (
    <MoonKeyProvider publishableKey="pk_test_bench" {...(state && { initialState: state })}>
      <Greeting />
    </MoonKeyProvider>
  );
}
