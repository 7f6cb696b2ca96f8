import { createAuth } from '@moon-key/react-auth/engine';
import { lazy } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { App, Aside } from './app.js';
import { backend, publishableKey, state } from './session.js';

/** What a test does in the page. */
export interface React18Page {
  /** Leaves a session on the device, or one that was signed out. */
  visit(isOver: boolean): Promise<void>;
  /** Takes over what the server has rendered, but for what comes late. */
  hydrate(): void;
  /** Lets that come. */
  arrive(): void;
  /** Every text that was on the page since. */
  readonly seen: string[];
}

const seen: string[] = [];
const note = () => void seen.push(document.getElementById('root')?.textContent ?? '');

const Late = lazy(
  () =>
    new Promise<{ default: typeof Aside }>((resolve) => {
      page.arrive = () => resolve({ default: Aside });
    }),
);

const page: React18Page = {
  async visit(isOver) {
    const auth = createAuth({ publishableKey, backend });
    await auth.signIn({ methodId: 'email_1', code: '123456' });
    if (isOver) await auth.logout();
    auth.dispose();
  },
  hydrate() {
    const root = document.getElementById('root');
    if (!root) throw new Error('The page has no root.');
    const observed = { subtree: true, childList: true, characterData: true };
    new MutationObserver(note).observe(root, observed);
    hydrateRoot(root, <App state={state} Late={Late} />, {
      onRecoverableError: (error) => console.error(error),
    });
  },
  arrive() {},
  seen,
};

Object.assign(window, { react18: page });
