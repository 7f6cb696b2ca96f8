import type { ReactNode } from 'react';
import { createContext, use, useEffect, useState } from 'react';
import { initializeApp } from 'firebase/app';
import {
  connectAuthEmulator,
  getAuth,
  onAuthStateChanged,
  signInWithCustomToken,
  signOut,
  type User,
} from 'firebase/auth';

const app = initializeApp({ apiKey: 'bench', authDomain: location.host, projectId: 'bench' });
const auth = getAuth(app);
connectAuthEmulator(auth, location.origin, { disableWarnings: true });

export const signIn = () => signInWithCustomToken(auth, 'custom');

export const logout = () => signOut(auth);

const Context = createContext<{ ready: boolean; user: User | null }>({ ready: false, user: null });

export function AuthProvider({ children }: { children: ReactNode }) {
  const [current, setCurrent] = useState({ ready: false, user: null as User | null });
  useEffect(() => onAuthStateChanged(auth, (user) => setCurrent({ ready: true, user })), []);
  return <Context value={current}>{children}</Context>;
}

export const useAuth = () => use(Context);
