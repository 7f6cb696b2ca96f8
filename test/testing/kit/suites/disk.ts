import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fewTurns } from '../../../../src/testing/kit/next-turn.js';

/** A disk to hold against the real one. */
export interface DiskUnderTest {
  readonly indexedDB: IDBFactory;
  /** Called before a transaction is begun and after its requests are made. */
  silence(): void;
  answer(): void;
}

type Events = string[];

const ended = (transaction: IDBTransaction) =>
  new Promise<string>((resolve) => {
    for (const type of ['complete', 'abort'])
      transaction.addEventListener(type, () => resolve(type));
  });

const nameOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as Error).name;
  }
  return 'nothing';
};

const membersOf = (prototype: object) =>
  Object.keys(Object.getOwnPropertyDescriptors(prototype)).filter((name) => name !== 'constructor');

/** What every disk does, real or fake, whether or not it answers at once. */
export function describeDisk(name: string, create: () => DiskUnderTest): void {
  describe(`${name}, as the platform does it:`, () => {
    let disk: DiskUnderTest;
    let database: IDBDatabase;
    let last = 0;

    beforeEach(async () => {
      disk = create();
      const request = disk.indexedDB.open(`disk-${(last += 1)}-${Math.random()}`, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore('plain');
        const people = request.result.createObjectStore('people', { keyPath: 'id' });
        people.createIndex('byName', 'name');
      };
      database = await new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('open failed'));
      });
    });
    afterEach(() => {
      database.close();
      disk.indexedDB.deleteDatabase(database.name);
    });

    /** Begins a transaction while the disk is silent, and lets it answer once all is asked for. */
    function run(
      mode: IDBTransactionMode,
      work: (transaction: IDBTransaction) => void,
      options?: IDBTransactionOptions,
    ): Promise<string> {
      disk.silence();
      const transaction = database.transaction(['plain', 'people'], mode, options);
      work(transaction);
      const end = ended(transaction);
      disk.answer();
      return end;
    }

    async function read(key: string): Promise<unknown> {
      let request: IDBRequest<unknown> | undefined;
      await run('readonly', (transaction) => {
        request = transaction.objectStore('plain').get(key);
      });
      return request?.result;
    }

    it('writes and reads', async () => {
      const end = await run('readwrite', (transaction) => {
        transaction.objectStore('plain').put({ a: 1 }, 'key');
        transaction.objectStore('people').add({ id: 1, name: 'Ada' });
      });
      expect(end).toBe('complete');
      expect(await read('key')).toEqual({ a: 1 });
    });

    it('tells requests and then the transaction, in order', async () => {
      const events: Events = [];
      await run('readwrite', (transaction) => {
        const store = transaction.objectStore('plain');
        transaction.oncomplete = () => events.push('complete');
        store.put(1, 'a').onsuccess = () => events.push('put');
        store.get('a').addEventListener('success', ({ target }) => {
          events.push(`got ${String((target as IDBRequest).result)}`);
          store.count().onsuccess = (event) =>
            events.push(`counted ${String((event.target as IDBRequest).result)}`);
        });
      });
      expect(events).toEqual(['put', 'got 1', 'counted 1', 'complete']);
    });

    it('copies a value when it is given', async () => {
      const value = { count: 1 };
      await run('readwrite', (transaction) => {
        transaction.objectStore('plain').put(value, 'key');
        value.count = 2;
      });
      expect(await read('key')).toEqual({ count: 1 });
    });

    it('commits when it is told to, and takes nothing more', async () => {
      const end = await run(
        'readwrite',
        (transaction) => {
          const store = transaction.objectStore('plain');
          store.put(1, 'key');
          transaction.commit();
          expect(nameOf(() => store.put(2, 'key'))).toBe('TransactionInactiveError');
          expect(nameOf(() => transaction.commit())).toBe('InvalidStateError');
          expect(nameOf(() => transaction.abort())).toBe('InvalidStateError');
        },
        { durability: 'strict' },
      );
      expect(end).toBe('complete');
      expect(await read('key')).toBe(1);
    });

    it('aborts when it is told to, and has written nothing', async () => {
      const events: Events = [];
      const end = await run('readwrite', (transaction) => {
        const request = transaction.objectStore('plain').put(1, 'key');
        request.onerror = () => events.push(request.error?.name ?? '');
        transaction.onerror = () => events.push('bubbled');
        transaction.abort();
        expect(nameOf(() => transaction.objectStore('plain'))).toBe('InvalidStateError');
      });
      expect([end, ...events]).toEqual(['abort', 'AbortError', 'bubbled']);
      expect(await read('key')).toBeUndefined();
    });

    it('aborts all when one write fails that nobody catches', async () => {
      await run('readwrite', (transaction) => transaction.objectStore('plain').put(1, 'key'));
      let failed = '';
      let failure: string | undefined;
      const end = await run('readwrite', (transaction) => {
        const store = transaction.objectStore('plain');
        store.put(2, 'other');
        const request = store.add(3, 'key');
        request.onerror = () => {
          failed = request.error?.name ?? '';
        };
        transaction.onabort = () => {
          failure = transaction.error?.name;
        };
      });
      expect([end, failed, failure]).toEqual(['abort', 'ConstraintError', 'ConstraintError']);
      expect(await read('other')).toBeUndefined();
    });

    it('goes on when a failure is prevented', async () => {
      await run('readwrite', (transaction) => transaction.objectStore('plain').put(1, 'key'));
      const end = await run('readwrite', (transaction) => {
        const store = transaction.objectStore('plain');
        store.put(2, 'other');
        store.add(3, 'key').onerror = (event) => event.preventDefault();
      });
      expect(end).toBe('complete');
      expect(await read('other')).toBe(2);
    });

    it('takes no request once control has returned to the event loop', async () => {
      disk.silence();
      const transaction = database.transaction('plain', 'readwrite');
      const store = transaction.objectStore('plain');
      const end = ended(transaction);
      store.put(1, 'a');
      await Promise.resolve();
      store.put(2, 'b');
      await fewTurns(4);
      const late = nameOf(() => store.put(3, 'c'));
      disk.answer();
      await end;
      expect(late).toBe('TransactionInactiveError');
      expect(await read('b')).toBe(2);
    });

    it('refuses what IndexedDB refuses', async () => {
      await run('readonly', (transaction) => {
        const store = transaction.objectStore('plain');
        expect(nameOf(() => store.put(1, 'a'))).toBe('ReadOnlyError');
        expect(nameOf(() => transaction.objectStore('none'))).toBe('NotFoundError');
        expect(nameOf(() => store.get('a').result)).toBe('InvalidStateError');
        expect(nameOf(() => store.createIndex('x', 'y'))).toBe('InvalidStateError');
      });
      await run('readwrite', (transaction) => {
        const store = transaction.objectStore('plain');
        expect(nameOf(() => store.put(() => 1, 'a'))).toBe('DataCloneError');
      });
      disk.silence();
      expect(nameOf(() => database.transaction('none'))).toBe('NotFoundError');
      disk.answer();
    });

    it('finds by index, and walks with a cursor', async () => {
      await run('readwrite', (transaction) => {
        for (const [id, name] of ['Grace', 'Ada'].entries())
          transaction.objectStore('people').add({ id, name });
      });
      const names: Events = [];
      let key: IDBRequest<IDBValidKey | undefined> | undefined;
      await run('readonly', (transaction) => {
        const index = transaction.objectStore('people').index('byName');
        key = index.getKey('Grace');
        const walk = index.openCursor();
        walk.onsuccess = () => {
          if (!walk.result) return;
          names.push((walk.result.value as { name: string }).name);
          walk.result.continue();
        };
      });
      expect([key?.result, ...names]).toEqual([0, 'Ada', 'Grace']);
    });

    it('knows itself', async () => {
      await run(
        'readwrite',
        (transaction) => {
          expect(transaction).toBeInstanceOf(IDBTransaction);
          expect([transaction.mode, transaction.durability]).toEqual(['readwrite', 'strict']);
          expect([...transaction.objectStoreNames]).toEqual(['people', 'plain']);
          expect(transaction.error).toBeNull();
          const store = transaction.objectStore('people');
          expect(store).toBeInstanceOf(IDBObjectStore);
          expect([store.name, store.keyPath]).toEqual(['people', 'id']);
          expect([...store.indexNames]).toEqual(['byName']);
          expect(transaction.objectStore('people')).toBe(store);
          expect(store.transaction).toBe(transaction);
          const request = store.get(1);
          expect(request).toBeInstanceOf(IDBRequest);
          expect(request.readyState).toBe('pending');
        },
        { durability: 'strict' },
      );
    });

    it('has every member of the platform', async () => {
      await run('readwrite', (transaction) => {
        const store = transaction.objectStore('people');
        const request = store.get(1);
        for (const [object, { prototype }] of [
          [transaction, IDBTransaction],
          [store, IDBObjectStore],
          [store.index('byName'), IDBIndex],
          [request, IDBRequest],
        ] as const)
          for (const member of membersOf(prototype as object))
            expect([
              member,
              nameOf(() => Reflect.get(object, member, object) as unknown),
            ]).not.toEqual([member, 'TypeError']);
      });
    });

    it('stops telling who no longer listens', async () => {
      let told = 0;
      await run('readwrite', (transaction) => {
        const request = transaction.objectStore('plain').put(1, 'key');
        const listener = () => {
          told += 1;
        };
        request.addEventListener('success', listener);
        request.removeEventListener('success', listener);
      });
      expect(told).toBe(0);
    });
  });
}
