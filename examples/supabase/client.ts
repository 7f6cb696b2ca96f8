import { clearLocalStorage } from '@moon-key/react-auth/cleaners';
import { createAuth } from '@moon-key/react-auth/engine';
import { connectSession } from '@moon-key/react-auth/services';
import { createClient, type Session } from '@supabase/supabase-js';

const storageKey = 'supabase';
const { url, key } = document.documentElement.dataset;
export const supabase = createClient(url ?? '', key ?? '', { auth: { storageKey } });

const grantOf = async ({ access_token: token }: Session) =>
  (await fetch('/grant', { headers: { authorization: `Bearer ${token}` } })).json();

const backend = connectSession({
  async read() {
    const { session } = (await supabase.auth.getSession()).data;
    return session && grantOf(session);
  },
  revoke: '/logout',
});

export const auth = createAuth({ publishableKey: 'pk_live_shop', backend });
auth.addCleaner('supabase', clearLocalStorage({ prefix: storageKey }));

export const login = (email: string, password: string) =>
  auth.signInWith(async () => {
    const { data, error } = await supabase.auth.signInWithPassword({ email, password });
    if (error) throw error;
    return grantOf(data.session);
  });
