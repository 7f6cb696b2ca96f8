import { randomUUID } from 'node:crypto';
import type { Routes } from './routes.js';
import { jwt, secret } from './secrets.js';

/** How long a token lasts, in seconds: Supabase's default. */
const LIFETIME = 3_600;

function session() {
  const now = new Date();
  const expiresAt = Math.floor(now.getTime() / 1000) + LIFETIME;
  const user = {
    id: randomUUID(),
    aud: 'authenticated',
    role: 'authenticated',
    email: 'ada.lovelace@example.com',
    email_confirmed_at: now,
    phone: '',
    last_sign_in_at: now,
    app_metadata: { provider: 'email', providers: ['email'] },
    user_metadata: { email_verified: true },
    identities: [],
    created_at: now,
    updated_at: now,
    is_anonymous: false,
  };
  return {
    access_token: jwt({
      sub: user.id,
      aud: user.aud,
      role: user.role,
      email: user.email,
      exp: expiresAt,
      iat: expiresAt - LIFETIME,
      session_id: randomUUID(),
      app_metadata: user.app_metadata,
      user_metadata: user.user_metadata,
    }),
    token_type: 'bearer',
    expires_in: LIFETIME,
    expires_at: expiresAt,
    refresh_token: secret(12),
    user,
  };
}

/** What Supabase's client calls of its Auth server, to sign in and out. */
export const supabaseRoutes: Routes = {
  '/auth/v1/token': session,
  '/auth/v1/logout': () => null,
};
