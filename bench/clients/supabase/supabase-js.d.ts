/** What the page uses of it: the package is no dependency of this project. */
declare module '@supabase/supabase-js' {
  export interface Session {
    user: { email?: string };
  }

  export function createClient(
    url: string,
    key: string,
    options: { auth: { storageKey: string } },
  ): {
    auth: {
      onAuthStateChange(callback: (event: string, session: Session | null) => void): {
        data: { subscription: { unsubscribe(): void } };
      };
      signInWithPassword(input: { email: string; password: string }): Promise<unknown>;
      signOut(options: { scope: 'global' | 'local' }): Promise<unknown>;
    };
  };
}
