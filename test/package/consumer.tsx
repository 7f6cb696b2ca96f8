import { MoonKeyProvider, useLoginWithEmail, useMoonKey } from '@moon-key/react-auth';
import { createAuth } from '@moon-key/react-auth/engine';
import { toMermaid } from '@moon-key/react-auth/inspect';
import { authMachine, toAuthView } from '@moon-key/react-auth/machine';
import { createAuthHandler, toNodeHandler } from '@moon-key/react-auth/server';
import { generateAuthPaths } from '@moon-key/react-auth/testing';
import { createSessionApi } from '@moon-key/session-api';
import { createActor } from 'xstate';

export function App() {
  return (
    <MoonKeyProvider
      publishableKey="pk_test_consumer"
      config={{ loginMethods: ['email'], appearance: { loginHeaderTitle: 'Welcome' } }}
    >
      <Header />
    </MoonKeyProvider>
  );
}

function Header() {
  const { ready, isAuthenticated, user, logout, start, getSessionTokens } = useMoonKey();
  const { sendCode, loginWithCode } = useLoginWithEmail({
    onError: (error) => console.error(error),
  });
  const showToken = async (): Promise<void> => {
    const tokens = await getSessionTokens();
    console.log(tokens?.sessionJwt.length ?? 0);
  };
  const signIn = async (): Promise<void> => {
    await sendCode({ email: 'ada@example.com' });
    await loginWithCode({ code: '123456' });
  };
  return (
    <header>
      {isAuthenticated ? user.email : null}
      <button disabled={!ready || !isAuthenticated} onClick={logout}>
        Log out
      </button>
      <button onClick={() => start()}>Sign in</button>
      <button onClick={() => void showToken()}>Token</button>
      <button onClick={() => void signIn()}>With a code</button>
    </header>
  );
}

export const view = toAuthView(createActor(authMachine).getSnapshot());
export const picture: string = toMermaid(authMachine);
export const handle: (request: Request) => Promise<Response> = createAuthHandler({
  secretKey: 'sk_test_x',
  ticketSecret: 'at least thirty-two characters long',
});
export const nodeHandler = toNodeHandler(handle);
export { createAuth, createSessionApi, generateAuthPaths };
