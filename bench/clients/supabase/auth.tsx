import type { ReactNode } from 'react';
import { createContext, use, useEffect, useState } from 'react';
import { createClient, type Session } from '@supabase/supabase-js';

/** Without being told, `signOut()` takes the global one. */
const scope = location.search === '?local' ? 'local' : 'global';

const supabase = createClient(location.origin, 'sb_publishable_bench', {
  // Pages that log out in different ways must not log out one another.
  auth: { storageKey: `supabase-${scope}` },
});

export const signIn = () =>
  supabase.auth.signInWithPassword({ email: 'ada.lovelace@example.com', password: 'difference' });

export const logout = () => supabase.auth.signOut({ scope });

const Context = createContext<{ ready: boolean; session: Session | null }>({
  ready: false,
  session: null,
});

export function AuthProvider({ children }: { children: ReactNode }) {
  const [auth, setAuth] = useState({ ready: false, session: null as Session | null });
  useEffect(() => {
    const { data } = supabase.auth.onAuthStateChange((_event, session) =>
      setAuth({ ready: true, session }),
    );
    return () => data.subscription.unsubscribe();
  }, []);
  return <Context value={auth}>{children}</Context>;
}

export function useAuth() {
  const { ready, session } = use(Context);
  return { ready, user: session?.user ?? null };
}
