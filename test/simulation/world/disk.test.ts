import { openDB, wrap } from 'idb';
import type { IDBPDatabase } from 'idb';
import { describe, expect, it } from 'vitest';
import { PERSONAL } from '../../../src/testing/simulation/world/markers.js';
import type { SimulatedTab, World } from '../../../src/testing/simulation/world/world.js';
import { makeWorld, outcomes, settle } from './helpers.js';

function open({ environment }: SimulatedTab): Promise<IDBPDatabase> {
  return new Promise((resolve, reject) => {
    const request = environment.indexedDB?.open('db', 1);
    if (!request) throw new Error('no IndexedDB');
    request.onupgradeneeded = () => request.result.createObjectStore('things');
    request.onsuccess = () => resolve(wrap(request.result));
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('blocked'));
  });
}

/** Runs a script in a tab; returns what it failed with, once it has. */
function start(opened: SimulatedTab, work: () => Promise<void>): { error?: unknown } {
  const outcome: { error?: unknown } = {};
  opened.tab.post('script', () => {
    work().catch((error: unknown) => {
      outcome.error = error;
    });
  });
  return outcome;
}

const stored = (world: World) => world.disk.records().map(({ key }) => key);

describe('the simulated disk', () => {
  it('stores records, steps owned by the scheduler', async () => {
    const world = makeWorld();
    const opened = world.openTab();
    let read: unknown;
    start(opened, async () => {
      const database = await open(opened);
      await database.put('things', { name: 'one' }, 'a');
      read = await database.get('things', 'a');
    });
    await settle(world);
    expect(read).toEqual({ name: 'one' });
    expect(stored(world)).toEqual(['a']);
    expect(world.scheduler.count).toBeGreaterThan(10);
    expect(typeof openDB).toBe('function');
  });

  it('rolls back what a crashed tab had not asked to commit, and serves the others', async () => {
    for (let call = 1; call <= 8; call += 1) {
      const world = makeWorld({ seed: call });
      const [dying, other] = [world.openTab(), world.openTab()];
      let finished = false;
      start(dying, async () => {
        const database = await open(dying);
        dying.tab.crashAtCall = dying.tab.calls + call;
        const transaction = database.transaction('things', 'readwrite');
        await transaction.store.put(1, 'first');
        await transaction.store.put(2, 'second');
        await transaction.done;
      });
      start(other, async () => {
        const database = await open(other);
        await database.put('things', 3, 'other');
        finished = true;
      });
      await settle(world);
      expect(finished).toBe(true);
      const keys = stored(world);
      expect(keys).toContain('other');
      expect(keys.includes('first')).toBe(keys.includes('second'));
    }
  });

  it('may or may not have committed a transaction whose tab dies in the end', async () => {
    const results = await outcomes(60, async (seed) => {
      const world = makeWorld({ seed });
      const opened = world.openTab();
      let crashIn = world.random.between(1, 25);
      start(opened, async () => {
        const database = await open(opened);
        await database.put('things', 1, 'first');
      });
      await world.run(() => {
        crashIn -= 1;
        if (crashIn === 0) world.crash(opened.tab);
        return false;
      });
      return stored(world).length;
    });
    expect(results).toEqual(new Set([0, 1]));
  });

  it('keeps the locks of a frozen tab, or aborts its transactions', async () => {
    const results = await outcomes(60, async (seed) => {
      const world = makeWorld({ seed });
      const [frozen, other] = [world.openTab(), world.openTab()];
      let finished = false;
      start(frozen, async () => {
        const database = await open(frozen);
        const transaction = database.transaction('things', 'readwrite');
        await transaction.store.put(1, 'first');
        frozen.tab.freeze(false);
        await transaction.done;
      });
      start(other, async () => {
        const database = await open(other);
        await database.put('things', 3, 'other');
        finished = true;
      });
      await settle(world);
      const waited = !finished;
      frozen.tab.thaw();
      await settle(world);
      expect(finished).toBe(true);
      return waited;
    });
    expect(results).toEqual(new Set([true, false]));
  });

  it.each([
    ['openFails', 'UnknownError'],
    ['openBlocked', 'Error'],
    ['transactionAborts', /AbortError|UnknownError|DataError/],
    ['quotaExceeded', 'QuotaExceededError'],
    ['connectionLost', 'InvalidStateError'],
  ] as const)('fails with %s', async (kind, name) => {
    const world = makeWorld({ faults: { [kind]: 1 } });
    const opened = world.openTab();
    const outcome = start(opened, async () => {
      const database = await open(opened);
      const transaction = database.transaction('things', 'readwrite');
      void transaction.store.put(1, 'a').catch(() => undefined);
      await transaction.done;
    });
    await settle(world);
    expect((outcome.error as Error).name).toMatch(name);
    expect(world.faults.counts[kind]).toBeGreaterThan(0);
    expect(stored(world)).toEqual([]);
  });

  it('tells a tab that its connection was lost', async () => {
    const world = makeWorld();
    const opened = world.openTab();
    let told = false;
    start(opened, async () => {
      const database = await open(opened);
      database.addEventListener('close', () => {
        told = true;
      });
      opened.databases.loseConnections();
    });
    await settle(world);
    expect(told).toBe(true);
  });

  it('is searched in depth, in UTF-8 and UTF-16', async () => {
    for (const value of [
      { a: [{ b: `x${PERSONAL}` }] },
      { bytes: Buffer.from(`x${PERSONAL}y`, 'utf8') },
      { bytes: new Uint8Array(Buffer.from(PERSONAL, 'utf16le')).buffer },
    ]) {
      const world = makeWorld();
      const opened = world.openTab();
      start(opened, async () => {
        const database = await open(opened);
        await database.put('things', value, 'a');
      });
      expect(world.disk.search([PERSONAL])).toBe(null);
      await settle(world);
      expect(world.disk.search([PERSONAL])?.place).toBe('db things');
    }
  });

  it('lets only deletes succeed while it is full, until they have made room', async () => {
    const world = makeWorld();
    const opened = world.openTab();
    const log: string[] = [];
    const note = (work: Promise<unknown>): Promise<unknown> =>
      work.then(
        () => log.push('done'),
        (error: unknown) => log.push((error as Error).name),
      );
    start(opened, async () => {
      const database = await open(opened);
      await database.put('things', 1, 'a');
      await database.put('things', 2, 'b');
      world.disk.room = 0;
      await note(database.put('things', 3, 'c'));
      const both = database.transaction('things', 'readwrite');
      both.done.catch(() => {});
      await note(Promise.all([both.store.delete('a'), both.store.put(3, 'c')]));
      await note(database.delete('things', 'a'));
      await note(database.put('things', 3, 'c'));
      await note(database.put('things', 4, 'd'));
    });
    await settle(world);
    const full = 'QuotaExceededError';
    expect(log).toEqual([full, full, 'done', 'done', full]);
    expect(stored(world)).toEqual(['b', 'c']);
  });
});
