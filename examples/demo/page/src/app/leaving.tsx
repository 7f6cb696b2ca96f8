import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { type LogoutError, useAuth } from '@moon-key/react-auth';

/** How the promise of `logout()` ended, and after how many ms. */
export type Run =
  | { readonly state: 'pending' }
  | { readonly state: 'resolved'; readonly took: number }
  | { readonly state: 'rejected'; readonly took: number; readonly code: string };

interface Leaving {
  readonly run: Run | null;
  readonly leave: (scope: 'session' | 'everywhere') => Promise<void>;
  readonly isAsking: boolean;
  /** Opens, or closes, the question whether to log out. */
  readonly ask: (isAsking: boolean) => void;
}

const LeavingContext = createContext<Leaving | null>(null);

/** The logout of this app: asked for anywhere, confirmed once, its end remembered. */
export function LeavingProvider({ children }: { readonly children: ReactNode }) {
  const auth = useAuth();
  const [run, setRun] = useState<Run | null>(null);
  const [isAsking, ask] = useState(false);

  const leaving = useMemo(
    () => ({
      run,
      isAsking,
      ask,
      async leave(scope: 'session' | 'everywhere') {
        const began = performance.now();
        const took = () => performance.now() - began;
        setRun({ state: 'pending' });
        try {
          await (scope === 'everywhere' ? auth.logoutEverywhere() : auth.logout());
          setRun({ state: 'resolved', took: took() });
        } catch (error) {
          const { code } = error as LogoutError;
          setRun({ state: 'rejected', took: took(), code });
        }
      },
    }),
    [auth, run, isAsking],
  );
  return <LeavingContext.Provider value={leaving}>{children}</LeavingContext.Provider>;
}

export function useLeaving(): Leaving {
  const leaving = useContext(LeavingContext);
  if (!leaving) throw new Error('useLeaving() needs a <LeavingProvider> above it.');
  return leaving;
}
