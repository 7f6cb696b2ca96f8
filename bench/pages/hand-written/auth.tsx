import type { ReactNode } from 'react';
import { createContext, use, useCallback, useEffect, useMemo, useState } from 'react';

interface Session {
  user: { id: string; email: string };
  sessionToken: string;
}

const base = '/api/auth';

const database = new Promise<IDBDatabase>((resolve, reject) => {
  const request = indexedDB.open('hand-written', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('session');
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error ?? new Error('open failed'));
});

async function store<T>(mode: IDBTransactionMode, run: (store: IDBObjectStore) => IDBRequest<T>) {
  const transaction = (await database).transaction('session', mode);
  const request = run(transaction.objectStore('session'));
  return new Promise<T>((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error ?? new Error('write failed'));
  });
}

async function post(path: string, body: object, token?: string) {
  const response = await fetch(base + path, {
    method: 'POST',
    keepalive: path === '/logout',
    headers: {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json() as Promise<Session>;
}

function useSession(order: 'serverFirst' | 'deviceFirst') {
  const [ready, setReady] = useState(false);
  const [session, setSession] = useState<Session | null>(null);

  useEffect(() => {
    void store<Session | undefined>('readonly', (all) => all.get('current')).then((stored) => {
      setSession(stored ?? null);
      setReady(true);
    });
  }, []);

  const signIn = useCallback(async (code: string) => {
    const next = await post('/otp/verify', { methodId: 'method_1', code });
    await store('readwrite', (all) => all.put(next, 'current'));
    setSession(next);
  }, []);

  const logout = useCallback(async () => {
    if (!session) return;
    const tell = () => post('/logout', {}, session.sessionToken);
    if (order === 'serverFirst') await tell();
    await store('readwrite', (all) => all.delete('current'));
    setSession(null);
    if (order === 'deviceFirst') await tell();
  }, [order, session]);

  return useMemo(
    () => ({ ready, user: session?.user ?? null, isAuthenticated: !!session, signIn, logout }),
    [ready, session, signIn, logout],
  );
}

const Context = createContext<ReturnType<typeof useSession> | null>(null);

export function AuthProvider(props: { order: 'serverFirst' | 'deviceFirst'; children: ReactNode }) {
  return <Context value={useSession(props.order)}>{props.children}</Context>;
}

export function useAuth() {
  const auth = use(Context);
  if (!auth) throw new Error('There is no AuthProvider above.');
  return auth;
}
