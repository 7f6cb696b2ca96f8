import type { InitialState } from '@moon-key/react-auth';
import type { CodeBackend } from '@moon-key/react-auth/services';

export const publishableKey = 'pk_test_react18';

const user = { id: 'user_ada', email: 'ada@example.com', createdAt: 1_700_000_000 };
const sessionId = 'sess_ada';

/** What a server says of who asks. */
export const state: InitialState = { status: 'authenticated', user, sessionId };

const grant = () => {
  const issuedAt = Math.floor(Date.now() / 1000);
  return {
    user,
    sessionId,
    sessionToken: 'token',
    sessionJwt: 'jwt',
    issuedAt,
    jwtExpiresAt: issuedAt + 300,
    expiresAt: issuedAt + 86_400,
    ticket: 'ticket',
  };
};

/** A backend in the page. */
export const backend: CodeBackend = {
  sendCode: () => Promise.resolve({ methodId: 'email_1' }),
  verifyCode: () => Promise.resolve(grant()),
  refresh: () => Promise.resolve(grant()),
  revoke: () => Promise.resolve(),
};
