import type { Environment, LocalStorageLike } from '../../services/environment.js';
import { createChecker, required, wholeNumber } from '../../options/index.js';
import { createFakeChannels } from './fake-channels.js';
import { createFakeCookies } from './fake-cookies.js';
import { createFakeLocks } from './fake-locks.js';
import { createFakeCrypto } from './fake-crypto.js';
import type { FakePage } from './fake-page.js';
import { createFakePage } from './fake-page.js';
import type { VirtualClock } from './virtual-clock.js';
import { createVirtualClock } from './virtual-clock.js';

/** One tab of a fake browser: pass its `environment` to `createAuth`. */
export interface FakeTab {
  readonly environment: Environment;
  readonly page: FakePage;
  readonly clock: VirtualClock;
  /** Which messages of other tabs get through: a fault to inject. Default: all. */
  hears: (message: unknown) => boolean;
}

/** What {@link createFakeTabs} takes. */
export interface FakeTabsOptions {
  /** The clock of all tabs. Default: a new virtual one. */
  readonly clock?: VirtualClock;
  /**
   * The disk of all tabs, such as fake-indexeddb's `new IDBFactory()`. Default: none, so that each tab
   * keeps its session in memory and only messages and tombstones are shared.
   */
  readonly indexedDB?: IDBFactory;
  /** Where errors thrown by listeners go. Default: thrown in a task of their own. */
  readonly reportError?: (error: unknown) => void;
}

/**
 * Makes the environments of several tabs of one browser: shared `localStorage`, cookies, disk, channels, locks
 * and time; a page of its own for each. Nothing in it touches the network or real timers.
 *
 * @throws TypeError when `count` is not a whole number of at least 1.
 *
 * @example
 * ```ts
 * const [first, second] = createFakeTabs(2, { indexedDB: new IDBFactory() })
 * const auth = createAuth({ publishableKey: 'pk_test_1', backend, environment: first.environment })
 * ```
 */
export function createFakeTabs(count: number, options: FakeTabsOptions = {}): FakeTab[] {
  createChecker('createFakeTabs').check({ count }, { count: required(wholeNumber(1)) });
  const { clock = createVirtualClock(), indexedDB, reportError = throwLater } = options;
  const channels = createFakeChannels();
  const locks = createFakeLocks();
  const items = new Map<string, string>();
  const cookies = createFakeCookies();
  const tabs: FakeTab[] = [];

  function storageOf(writer: () => FakeTab): LocalStorageLike {
    const write = (key: string, newValue: string | null) => {
      const oldValue = items.get(key) ?? null;
      if (oldValue === newValue) return;
      if (newValue === null) items.delete(key);
      else items.set(key, newValue);
      for (const tab of tabs)
        if (tab !== writer() && tab.hears({ type: 'storage', key, newValue }))
          queueMicrotask(() => tab.page.fire('storage', { key, newValue, oldValue }));
    };
    return {
      getItem: (key) => items.get(key) ?? null,
      setItem: (key, value: unknown) => write(key, String(value)),
      removeItem: (key) => write(key, null),
    };
  }

  for (let index = 0; index < count; index += 1) {
    const page = createFakePage();
    const tab: FakeTab = {
      clock,
      page,
      hears: () => true,
      environment: {
        indexedDB,
        localStorage: storageOf(() => tab),
        cookies,
        openChannel: (name) => channels.open(name, (message) => tab.hears(message)),
        locks,
        fetch: () => Promise.reject(new TypeError('A fake tab has no network: pass a "backend".')),
        crypto: createFakeCrypto(),
        clock,
        page,
        reportError,
      },
    };
    tabs.push(tab);
  }
  return tabs;
}

function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
