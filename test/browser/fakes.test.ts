import { vi } from 'vitest';
import { browserEnvironment } from '../../src/services/platform.js';
import { createGatedDatabase } from '../../src/testing/kit/gated-database.js';
import { describeClock } from '../testing/kit/suites/clock.js';
import { describeDisk } from '../testing/kit/suites/disk.js';
import type { TabParts } from '../testing/kit/suites/environment.js';
import { describeTabs } from '../testing/kit/suites/environment.js';

const still = { silence() {}, answer() {} };

describeDisk('the real IndexedDB', () => ({ indexedDB, ...still }));

describeDisk('a gated disk over the real IndexedDB, silent at first', () => {
  const gate = createGatedDatabase(indexedDB);
  return {
    indexedDB: gate.indexedDB,
    silence: () => gate.set('silent'),
    answer: () => gate.set('answers'),
  };
});

describeTabs('real tabs', async () => {
  const frame = document.createElement('iframe');
  frame.src = '/favicon.ico';
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve));
  return { tabs: [browserEnvironment(), partsOf(frame)], close: () => frame.remove() };
});

/** A frame of the same origin is a tab of its own, as far as channels, locks and storage go. */
function partsOf({ contentWindow }: HTMLIFrameElement): TabParts {
  const scope = contentWindow as Window & typeof globalThis;
  return {
    localStorage: scope.localStorage,
    openChannel: (name) => new scope.BroadcastChannel(name),
    locks: scope.navigator.locks,
    crypto: scope.crypto,
    page: {
      listen(type, listener) {
        const handle = (event: Event) => listener(event as StorageEvent);
        scope.addEventListener(type, handle);
        return () => scope.removeEventListener(type, handle);
      },
      isVisible: () => true,
      isOnline: () => true,
    },
  };
}

describeClock('the real clock', () => ({
  now: () => Date.now(),
  setTimeout: (run, delay) => setTimeout(run, delay),
  clearTimeout: (id) => clearTimeout(id as number),
  until: (holds) => vi.waitUntil(holds, { interval: 1 }).then(() => {}),
}));
