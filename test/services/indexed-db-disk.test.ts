import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { createIndexedDbDisk } from '../../src/services/indexed-db-disk.js';
import { createMemoryDisk } from '../../src/services/memory-disk.js';
import { createResilientDisk } from '../../src/services/resilient-disk.js';
import { StorageError } from '../../src/services/disk.js';
import { entry, manualClock, record } from './support/fixtures.js';

const clock = {
  now: () => 0,
  setTimeout: (run: () => void, delay: number) => setTimeout(run, delay),
  clearTimeout: (id: unknown) => clearTimeout(id as NodeJS.Timeout),
};
const open = (factory: IDBFactory, more = {}) =>
  createIndexedDbDisk({ factory, name: 'db', clock, openTimeout: 2_000, ...more });
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'fulfilled',
    (error: unknown) => (error instanceof StorageError ? error.code : String(error)),
  );
const read = (disk: ReturnType<typeof open>) =>
  disk.run('readonly', (transaction) => transaction.get('session', 'current'));
const write = (disk: ReturnType<typeof open>, generation: string) =>
  disk.run('readwrite', (transaction) => transaction.put('session', 'current', record(generation)));

/** Wraps what `indexedDB.open` gives. */
const onOpen = (factory: IDBFactory, change: (database: IDBDatabase, count: number) => void) => {
  let count = 0;
  return new Proxy(factory, {
    get: (target, key) =>
      key === 'open'
        ? (name: string, version?: number) => {
            const request = target.open(name, version);
            request.addEventListener('success', () => change(request.result, (count += 1)));
            return request;
          }
        : (Reflect.get(target, key, target) as unknown),
  });
};

test('what one disk wrote another one reads', async () => {
  const factory = new IDBFactory();
  await write(open(factory), 'a');
  expect(await read(open(factory))).toMatchObject({ generation: 'a' });
});

test('a transaction is all or nothing', async () => {
  const disk = open(new IDBFactory());
  await write(disk, 'a');
  const failing = disk.run('readwrite', async (transaction) => {
    await transaction.delete('session', 'current');
    await transaction.put('revocations', 'a', entry('a'));
    throw new RangeError('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await read(disk)).toMatchObject({ generation: 'a' });
  expect(await disk.run('readonly', (each) => each.count('revocations'))).toBe(0);
});

test('writes are strict, and resolve on "complete"', async () => {
  const durabilities: unknown[] = [];
  let completed = 0;
  const factory = onOpen(new IDBFactory(), (database) => {
    const begin = database.transaction.bind(database);
    database.transaction = (stores, mode, options) => {
      durabilities.push(options?.durability);
      const transaction = begin(stores, mode, options);
      transaction.addEventListener('complete', () => (completed += 1));
      return transaction;
    };
  });
  await write(open(factory), 'a');
  expect(durabilities).toEqual(['strict']);
  expect(completed).toBe(1);
});

test('a lost connection is opened once more', async () => {
  const opened: number[] = [];
  const factory = onOpen(new IDBFactory(), (database, count) => {
    opened.push(count);
    if (count === 1)
      database.transaction = () => {
        throw new DOMException('Lost.', 'InvalidStateError');
      };
  });
  const disk = open(factory);
  await write(disk, 'a');
  expect(opened).toEqual([1, 2]);
  expect(await read(disk)).toMatchObject({ generation: 'a' });
});

test('a connection that is lost twice is reported, and a later run tries again', async () => {
  let isBroken = true;
  const factory = onOpen(new IDBFactory(), (database) => {
    const begin = database.transaction.bind(database);
    database.transaction = (...args) => {
      if (isBroken) throw new DOMException('Lost.', 'UnknownError');
      return begin(...args);
    };
  });
  const disk = open(factory);
  expect(await codeOf(write(disk, 'a'))).toBe('connection_lost');
  isBroken = false;
  await write(disk, 'b');
  expect(await read(disk)).toMatchObject({ generation: 'b' });
});

test('a full disk is reported as such, and not tried again', async () => {
  let count = 0;
  const factory = onOpen(new IDBFactory(), (database) => {
    database.transaction = () => {
      count += 1;
      throw new DOMException('Full.', 'QuotaExceededError');
    };
  });
  expect(await codeOf(write(open(factory), 'a'))).toBe('quota_exceeded');
  expect(count).toBe(1);
});

test('it makes way for another version of the page, and opens again after it', async () => {
  const factory = new IDBFactory();
  const disk = open(factory);
  await write(disk, 'a');
  const deletion = factory.deleteDatabase('db');
  await new Promise((resolve, reject) => {
    deletion.onsuccess = resolve;
    deletion.onblocked = () => reject(new Error('It is held open.'));
  });
  expect(await read(disk)).toBeUndefined();
});

test('a newer schema is refused and left as it is', async () => {
  const factory = new IDBFactory();
  const newer = factory.open('db', 7);
  newer.onupgradeneeded = () => void newer.result.createObjectStore('theirs');
  await new Promise((resolve) => {
    newer.onsuccess = resolve;
  });
  newer.result.close();
  expect(await codeOf(read(open(factory)))).toBe('newer_schema');
  expect(await factory.databases()).toEqual([{ name: 'db', version: 7 }]);
});

test('an empty database is brought to the schema of today', async () => {
  const factory = new IDBFactory();
  await read(open(factory));
  const request = factory.open('db');
  await new Promise((resolve) => {
    request.onsuccess = resolve;
  });
  expect([...request.result.objectStoreNames]).toEqual(['keys', 'revocations', 'session']);
  expect(request.result.version).toBe(1);
});

test('a blocked database is not waited for', async () => {
  const factory = { open: () => ({}) as IDBOpenDBRequest };
  const request = {} as IDBOpenDBRequest;
  factory.open = () => {
    queueMicrotask(() => request.onblocked?.({} as IDBVersionChangeEvent));
    return request;
  };
  expect(await codeOf(read(open(factory as unknown as IDBFactory)))).toBe('unavailable');
});

test('a database that never opens times out; one that opens late is closed again', async () => {
  const { clock: manual, advance } = manualClock();
  const request = {} as { onsuccess?: () => void; result: { close: () => void } };
  let isClosed = false;
  request.result = {
    close() {
      isClosed = true;
    },
  };
  const factory = { open: () => request } as unknown as IDBFactory;
  const code = codeOf(read(open(factory, { clock: manual })));
  advance(2_000);
  expect(await code).toBe('timed_out');
  request.onsuccess?.();
  expect(isClosed).toBe(true);
});

test('a disk that cannot be opened gives way to memory, once, and says so', async () => {
  const factory = {
    open() {
      throw new DOMException('Forbidden.', 'SecurityError');
    },
  } as unknown as IDBFactory;
  const errors: string[] = [];
  const disk = createResilientDisk({
    primary: open(factory),
    memory: createMemoryDisk(),
    hasDatabase: true,
    onDegrade: ({ code }) => void errors.push(code),
    ahead: undefined,
  });
  expect(disk.storage).toBe('indexeddb');
  await Promise.all([write(disk, 'a'), read(disk)]);
  expect(await read(disk)).toMatchObject({ generation: 'a' });
  expect(disk.storage).toBe('memory');
  expect(disk.isUnread).toBe(true);
  expect(errors).toEqual(['unavailable']);
});

test('a disk that has opened is never replaced: what it holds must not be taken for gone', async () => {
  let isBroken = false;
  const factory = onOpen(new IDBFactory(), (database) => {
    const begin = database.transaction.bind(database);
    database.transaction = (...args) => {
      if (isBroken) throw new DOMException('Lost.', 'InvalidStateError');
      return begin(...args);
    };
  });
  const disk = createResilientDisk({
    primary: open(factory),
    memory: createMemoryDisk(),
    hasDatabase: true,
    onDegrade: () => {},
    ahead: undefined,
  });
  await write(disk, 'a');
  isBroken = true;
  expect(await codeOf(read(disk))).toBe('connection_lost');
  expect(disk.storage).toBe('indexeddb');
});

test('what made a transaction fail is said, and not that it was aborted', async () => {
  const disk = open(new IDBFactory());
  await write(disk, 'a');
  const failing = disk.run('readwrite', async (transaction) => {
    transaction.add('session', 'current', record('b')).catch(() => {});
    await Promise.resolve();
  });
  await expect(failing).rejects.toMatchObject({ name: 'ConstraintError' });
});

test('memory takes no disk’s place of which something is under way', async () => {
  const runs: { resolve: (value: unknown) => void; reject: (error: Error) => void }[] = [];
  const primary = {
    storage: 'indexeddb' as const,
    run: () =>
      new Promise<never>((resolve, reject) => runs.push({ resolve: resolve as never, reject })),
    close() {},
  };
  const memory = createMemoryDisk();
  const options = { primary, memory, hasDatabase: true, onDegrade() {}, ahead: undefined };
  const disk = createResilientDisk(options);
  const [first, second] = [codeOf(read(disk)), codeOf(read(disk))];
  runs[0]?.reject(new StorageError('timed_out'));
  await new Promise((resolve) => setImmediate(resolve));
  const third = codeOf(read(disk));
  runs[1]?.reject(new StorageError('timed_out'));
  await new Promise((resolve) => setImmediate(resolve));
  runs[2]?.resolve(undefined);
  expect(await Promise.all([first, second, third])).toEqual([
    'timed_out',
    'timed_out',
    'fulfilled',
  ]);
  expect(disk.storage).toBe('indexeddb');
});
