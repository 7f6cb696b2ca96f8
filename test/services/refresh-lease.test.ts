import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { createIndexedDbDisk } from '../../src/services/indexed-db-disk.js';
import { namesFor } from '../../src/services/names.js';
import { leaseRefresh } from '../../src/services/refresh-lease.js';
import { createTombstones } from '../../src/services/tombstones.js';
import { createVirtualClock } from '../../src/testing/kit/virtual-clock.js';
import { record } from './support/fixtures.js';

async function device() {
  const clock = createVirtualClock();
  const factory = new IDBFactory();
  const disk = createIndexedDbDisk({ factory, name: 'db', clock, openTimeout: 1_000 });
  await disk.run('readwrite', (transaction) => transaction.put('session', 'a', record('a')));
  const lease = (tab: string, on = disk) =>
    leaseRefresh(
      on,
      createTombstones(namesFor('k'), undefined),
      { generation: 'a', version: 0 },
      { tab, duration: 25_000, hasLock: false },
      clock,
    );
  return { clock, disk, lease };
}

test('one of two tabs has the lease', async () => {
  const { lease } = await device();
  expect(await Promise.all([lease('one'), lease('other')])).toEqual([
    { kind: 'taken' },
    { kind: 'held' },
  ]);
});

test('a page that has slept over the lease that it was taking does not have it', async () => {
  const { clock, disk, lease } = await device();
  const sleepy: typeof disk = {
    ...disk,
    async run(mode, body) {
      const result = await disk.run(mode, body);
      clock.skip(90_000);
      return result;
    },
  };
  expect(await lease('one', sleepy)).toEqual({ kind: 'held' });
  expect(await lease('other')).toEqual({ kind: 'taken' });
  expect(await lease('one')).toEqual({ kind: 'held' });
});
