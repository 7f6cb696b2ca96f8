import type { Auth } from '../../engine/index.js';
import { browserEnvironment } from '../../services/platform.js';

/** Knows the other tabs that run an inspector on the same app: by random ids, nothing else. */
export interface Presence {
  readonly id: string;
  /** The other tabs' ids. */
  readonly others: () => readonly string[];
  readonly leave: () => void;
}

/** Announces this tab on a channel of the inspector's own, and listens for others. */
export function announcePresence(auth: Auth, changed: () => void): Presence {
  const id = randomId();
  const others = new Set<string>();
  const channel = browserEnvironment().openChannel?.(`moonkey:${auth.publishableKey}:inspector`);
  const post = channel?.postMessage.bind(channel);
  const say = (type: 'hello' | 'here' | 'bye'): void => {
    post?.({ type, tab: id });
  };
  if (channel)
    channel.onmessage = ({ data }) => {
      const { type, tab } = (data ?? {}) as { type?: unknown; tab?: unknown };
      if (typeof tab !== 'string' || !/^[a-z0-9]{8}$/.test(tab) || tab === id) return;
      if (type === 'bye') others.delete(tab);
      else others.add(tab);
      if (type === 'hello') say('here');
      changed();
    };
  const sayHello = (): void => {
    say('hello');
  };
  const sayBye = (): void => {
    say('bye');
  };
  globalThis.addEventListener?.('pagehide', sayBye);
  globalThis.addEventListener?.('pageshow', sayHello);
  sayHello();
  return {
    id,
    others: () => [...others],
    leave: () => {
      globalThis.removeEventListener?.('pagehide', sayBye);
      globalThis.removeEventListener?.('pageshow', sayHello);
      sayBye();
      channel?.close();
    },
  };
}

function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) =>
    (byte % 36).toString(36),
  ).join('');
}
