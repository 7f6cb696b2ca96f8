import type { Auth } from '../../engine/index.js';

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
  if (typeof BroadcastChannel === 'undefined') return { id, others: () => [], leave: () => {} };

  const channel = new BroadcastChannel(`moonkey:${auth.publishableKey}:inspector`);
  const say = (type: 'hello' | 'here' | 'bye'): void => {
    channel.postMessage({ type, tab: id });
  };
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const { type, tab } =
      typeof data === 'object' && data !== null ? (data as { type?: unknown; tab?: unknown }) : {};
    if (typeof tab !== 'string' || !/^[a-z0-9]{4,16}$/.test(tab) || tab === id) return;
    if (type === 'bye') others.delete(tab);
    else others.add(tab);
    if (type === 'hello') say('here');
    changed();
  });
  const sayBye = (): void => say('bye');
  const sayHello = (): void => say('hello');
  globalThis.addEventListener?.('pagehide', sayBye);
  globalThis.addEventListener?.('pageshow', sayHello);
  say('hello');
  return {
    id,
    others: () => [...others],
    leave: () => {
      globalThis.removeEventListener?.('pagehide', sayBye);
      globalThis.removeEventListener?.('pageshow', sayHello);
      say('bye');
      channel.close();
    },
  };
}

function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) =>
    (byte % 36).toString(36),
  ).join('');
}
