import { act, render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { MoonKeyProvider, useAuth, useMoonKey } from '../../src/react/index.js';
import { connectSession, type Grant } from '../../src/services/index.js';

const grant: Grant = {
  user: { id: 'user_1', email: 'ada@example.com', createdAt: 1_700_000_000 },
  sessionId: 'react-1',
  expiresAt: 4_000_000_000,
};

function Login() {
  const auth = useAuth();
  const { status, user, logout } = useMoonKey();
  return (
    <>
      <output>{user ? user.email : status}</output>
      <button onClick={() => void auth.signInWith(() => Promise.resolve(grant))}>Sign in</button>
      <button onClick={logout}>Log out</button>
    </>
  );
}

it('signs in and out with a backend that has no codes, in the config of the provider', async () => {
  const revoked: unknown[] = [];
  const backend = connectSession({
    read: () => Promise.resolve(null),
    revoke: (proof) => Promise.resolve(revoked.push(proof)),
  });
  render(
    <MoonKeyProvider publishableKey="pk_test_signinwith" config={{ backend }}>
      <Login />
    </MoonKeyProvider>,
  );
  await screen.findByText('loggedOut');
  act(() => screen.getByText('Sign in').click());
  await screen.findByText('ada@example.com');
  act(() => screen.getByText('Log out').click());
  await screen.findByText('loggedOut');
  expect(revoked).toEqual([{ sessionToken: '', sessionId: 'react-1', scope: 'session' }]);
});
