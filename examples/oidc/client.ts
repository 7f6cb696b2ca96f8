import { createAuth } from '@moon-key/react-auth/engine';
import { BackendError, connectSession } from '@moon-key/react-auth/services';

async function grant(body: object) {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch('/grant', { method: 'POST', headers, body: JSON.stringify(body) });
  const said = await answer.json();
  if (!answer.ok) throw new BackendError(answer.status);
  return said;
}

export const auth = createAuth({
  publishableKey: 'pk_live_shop',
  backend: connectSession({
    read: () => Promise.resolve(null), // the tokens are on the device
    refresh: ({ sessionToken, sessionId }) => grant({ refreshToken: sessionToken, sessionId }),
    revoke: '/logout',
  }),
});

export const login = () => location.assign('/login');
export const arrive = () => auth.signInWith(() => grant({ url: location.href }));
