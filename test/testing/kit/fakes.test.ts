import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { createGatedDatabase } from '../../../src/testing/kit/gated-database.js';
import { createFakeTabs, createVirtualClock } from '../../../src/testing/index.js';
import { describeClock } from './suites/clock.js';
import { describeDisk } from './suites/disk.js';
import { describeTabs } from './suites/environment.js';

const still = { silence() {}, answer() {} };

describeDisk('fake-indexeddb', () => ({ indexedDB: new IDBFactory(), ...still }));

describeDisk('a gated disk that answers', () => ({
  indexedDB: createGatedDatabase(new IDBFactory()).indexedDB,
  ...still,
}));

describeDisk('a gated disk that is silent at first', () => {
  const gate = createGatedDatabase(new IDBFactory());
  return {
    indexedDB: gate.indexedDB,
    silence: () => gate.set('silent'),
    answer: () => gate.set('answers'),
  };
});

describeTabs('fake tabs', async () => {
  const [here, there] = createFakeTabs(2);
  if (!here || !there) throw new Error('no tabs');
  return { tabs: [here.environment, there.environment], close() {} };
});

describeClock('a virtual clock', () => {
  const clock = createVirtualClock();
  return {
    ...clock,
    async until(holds) {
      for (let ms = 0; ms < 100 && !holds(); ms += 1) await clock.advance(1);
    },
  };
});
