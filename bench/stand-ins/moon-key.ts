import type { Routes } from './routes.js';
import { secret } from './secrets.js';

/** Whoever signs in: the same with each grant, as at a real server. */
export const user = {
  id: `user_${secret(20)}`,
  email: 'ada.lovelace@example.com',
  emailVerified: true,
  firstName: 'Ada',
  lastName: 'Lovelace',
  createdAt: Math.floor(Date.now() / 1000),
};

/** A grant with secrets as long as real ones. */
function grant() {
  const now = Math.floor(Date.now() / 1000);
  return {
    user,
    sessionToken: secret(64),
    sessionJwt: secret(900),
    jwtExpiresAt: now + 300,
    expiresAt: now + 7 * 86_400,
    ticket: secret(260),
    everywhereTicket: secret(260),
  };
}

/** The routes of our own `createAuthHandler`; the hand-written page uses them too. */
export const moonKeyRoutes: Routes = {
  '/api/auth/otp/send': () => ({ methodId: 'method_1' }),
  '/api/auth/otp/verify': grant,
  '/api/auth/session/refresh': grant,
  '/api/auth/logout': () => ({ success: true }),
  /** A route of the app's own. */
  '/data': () => ({ items: [1, 2, 3] }),
};
