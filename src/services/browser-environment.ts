import type {
  ChannelLike,
  CookiesLike,
  Environment,
  LocalStorageLike,
  PageLike,
} from './environment.js';
import type { StartEnvironment } from './start-environment.js';

/** Adds the parts that are not needed at the start, where they are not given. */
export function completeEnvironment(given: StartEnvironment & Partial<Environment>): Environment {
  const inBrowser = typeof window !== 'undefined';
  return {
    indexedDB: part(() => globalThis.indexedDB),
    localStorage: part(() => (inBrowser ? window.localStorage : undefined)),
    sessionStorage: inBrowser ? tabStorage : undefined,
    cookies: typeof document === 'undefined' ? undefined : documentCookies,
    crypto: part(() => globalThis.crypto),
    openChannel: inBrowser && 'BroadcastChannel' in globalThis ? openChannel : undefined,
    locks: part(() => navigator.locks),
    fetch: (input, init) => globalThis.fetch(input, init),
    page: inBrowser ? browserPage() : undefined,
    ...given,
    ...(given.page && { page: quietPage(given.page) }),
  };
}

/** A page that refuses to be listened to is one that tells nothing. */
function quietPage(page: PageLike): PageLike {
  return {
    isVisible: () => page.isVisible(),
    isOnline: () => page.isOnline(),
    ...(page.arrival && { arrival: page.arrival.bind(page) }),
    listen(type, listener) {
      try {
        return page.listen(type, listener);
      } catch {
        return () => {};
      }
    },
  };
}

/** Touched when it is used: the first touch makes a page wait for another process, and a start needs none. */
const tabStorage: LocalStorageLike = {
  getItem: (key) => window.sessionStorage.getItem(key),
  setItem: (key, value) => window.sessionStorage.setItem(key, value),
  removeItem: (key) => window.sessionStorage.removeItem(key),
};

const documentCookies: CookiesLike = {
  read: () => document.cookie,
  write(cookie) {
    document.cookie = location.protocol === 'https:' ? `${cookie}; secure` : cookie;
  },
};

/** In Node, where tests run, an open channel would keep the process from ending. */
function openChannel(name: string): ChannelLike {
  const channel: BroadcastChannel & { unref?: () => void } = new BroadcastChannel(name);
  channel.unref?.();
  return channel;
}

/** Reading some of these throws where the user or a sandbox forbids them. */
function part<T>(read: () => T): T | undefined {
  try {
    return read() ?? undefined;
  } catch {
    return undefined;
  }
}

const INPUT = /^(pointer|key|wheel|scroll)/;

function browserPage(): PageLike {
  return {
    listen(type, listener) {
      const target = ['visibilitychange', 'freeze', 'resume'].includes(type) ? document : window;
      const handle = (event: Event) => listener(event as StorageEvent);
      // What a user does is seen on its way down: an app may stop it on its way up.
      const options = { capture: INPUT.test(type), passive: true };
      target.addEventListener(type, handle, options);
      return () => target.removeEventListener(type, handle, options);
    },
    isVisible: () => document.visibilityState === 'visible',
    isOnline: () => navigator.onLine,
    arrival() {
      const [entry] = performance.getEntriesByType('navigation');
      const { type } = (entry ?? {}) as Partial<PerformanceNavigationTiming>;
      return { startedAt: performance.timeOrigin, isLink: type === 'navigate' };
    },
  };
}
