import { createAuth } from '@moon-key/react-auth/engine';
import { BackendError, connectSession } from '@moon-key/react-auth/services';

export const auth = createAuth({
  publishableKey: 'pk_live_shop', // names the database on the device
  backend: connectSession({ read: '/me', revoke: '/logout' }),
});

export const login = (email: string, password: string) =>
  auth.signInWith(async () => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ email, password });
    const { ok, status } = await fetch('/login', { method: 'POST', headers, body });
    if (!ok) throw new BackendError(status, 'wrong_password');
    return (await fetch('/me')).json();
  });
