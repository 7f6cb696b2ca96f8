import { createContext, type ReactNode, use, useLayoutEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { MoonKeyProvider, useMoonKey } from '@moon-key/react-auth';
import { createAuth } from '@moon-key/react-auth/engine';
import { click, offer } from '../offer.js';

const auth = createAuth({ publishableKey: 'pk_test_consumers' });

/** The least there is: a context that says whether someone is signed in. */
const Context = createContext<{ isAuthenticated: boolean; logout: (this: void) => void }>({
  isAuthenticated: true,
  logout: () => {},
});

function Plain({ children }: { children: ReactNode }) {
  const [isAuthenticated, set] = useState(true);
  return <Context value={{ isAuthenticated, logout: () => set(false) }}>{children}</Context>;
}

let onCommit = (_at: number, _isAuthenticated: boolean) => {};

/** The last consumer tells of the commit: its layout effect is the last one. */
function Item(props: { isAuthenticated: boolean; isLast: boolean }) {
  const { isAuthenticated, isLast } = props;
  useLayoutEffect(() => {
    if (isLast) onCommit(performance.now(), isAuthenticated);
  }, [isLast, isAuthenticated]);
  return <i>{isAuthenticated ? 'in' : 'out'}</i>;
}

function MoonKeyItem({ isLast }: { isLast: boolean }) {
  return <Item isAuthenticated={useMoonKey().isAuthenticated} isLast={isLast} />;
}

function PlainItem({ isLast }: { isLast: boolean }) {
  return <Item isAuthenticated={use(Context).isAuthenticated} isLast={isLast} />;
}

function MoonKeyButton() {
  return <button onClick={useMoonKey().logout}>Log out</button>;
}

function PlainButton() {
  const { logout } = use(Context);
  return <button onClick={logout}>Log out</button>;
}

const kinds = {
  moonKey: { Consumer: MoonKeyItem, Button: MoonKeyButton },
  plain: { Consumer: PlainItem, Button: PlainButton },
};

async function render(kind: keyof typeof kinds, count: number) {
  const { Consumer, Button } = kinds[kind];
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  const items = Array.from({ length: count }, (_, index) => (
    <Consumer key={index} isLast={index === count - 1} />
  ));
  const content = [<Button key="button" />, ...items];
  const next = () =>
    new Promise<number>((resolve) => {
      onCommit = resolve;
    });

  const mounting = next();
  const began = performance.now();
  root.render(
    kind === 'moonKey' ? (
      <MoonKeyProvider auth={auth}>{content}</MoonKeyProvider>
    ) : (
      <Plain>{content}</Plain>
    ),
  );
  const mount = (await mounting) - began;
  // Passive effects, subscriptions among them, belong to the mount.
  await new Promise((resolve) => setTimeout(resolve));
  // What the mount leaves behind is not the logout's to clear away.
  const { gc } = globalThis;
  if (!gc) throw new Error('Chromium was started without --expose-gc.');
  gc();

  const leaving = next();
  const at = click();
  const logout = (await leaving) - at;
  root.unmount();
  host.remove();
  return { mount, logout };
}

const page = {
  /** ms to the commit of so many consumers, and from a click on "Log out" to the commit of all. */
  async moonKey(count: number) {
    const { methodId } = await auth.sendCode({ email: 'ada.lovelace@example.com' });
    await auth.signIn({ methodId, code: '123456' });
    const times = await render('moonKey', count);
    await auth.logout();
    return times;
  },
  plain: (count: number) => render('plain', count),
};

export type ConsumersPage = typeof page;
offer(page);
