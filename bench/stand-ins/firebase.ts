import type { Routes } from './routes.js';
import { jwt, secret } from './secrets.js';

/** How long a token lasts, in seconds: Firebase's only value. */
const LIFETIME = 3_600;

/** The client holds what it is told about a user against the user it has stored. */
const USER = secret(28);

function tokens() {
  const now = Math.floor(Date.now() / 1000);
  return {
    idToken: jwt({
      iss: 'https://securetoken.google.com/bench',
      aud: 'bench',
      sub: USER,
      user_id: USER,
      auth_time: now,
      iat: now,
      exp: now + LIFETIME,
      email: 'ada.lovelace@example.com',
      email_verified: true,
      firebase: { identities: {}, sign_in_provider: 'custom' },
    }),
    refreshToken: secret(200),
    expiresIn: String(LIFETIME),
    isNewUser: false,
  };
}

function account() {
  const now = String(Date.now());
  return {
    users: [
      {
        localId: USER,
        email: 'ada.lovelace@example.com',
        emailVerified: true,
        displayName: 'Ada Lovelace',
        createdAt: now,
        lastLoginAt: now,
        customAuth: true,
      },
    ],
  };
}

const service = '/identitytoolkit.googleapis.com/v1/accounts';

/** What Firebase's client calls of its emulator. There is no route to sign out: it tells nobody. */
export const firebaseRoutes: Routes = {
  [`${service}:signInWithCustomToken`]: tokens,
  [`${service}:lookup`]: account,
};
