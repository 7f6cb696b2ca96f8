import { IDBFactory, IDBKeyRange, IDBRequest, IDBTransaction } from 'fake-indexeddb';
import { IDBCursor, IDBDatabase, IDBIndex, IDBObjectStore, IDBOpenDBRequest } from 'fake-indexeddb';
import { insideFactory } from './fake-indexeddb-internals.js';
import type { RawTransaction } from './fake-indexeddb-internals.js';
import { finds } from './markers.js';

const constructors = {
  IDBCursor,
  IDBDatabase,
  IDBFactory,
  IDBIndex,
  IDBKeyRange,
  IDBObjectStore,
  IDBOpenDBRequest,
  IDBRequest,
  IDBTransaction,
};

/** Gives the platform the IndexedDB classes it lacks: `idb` tells objects apart by them. */
export function installConstructors(): void {
  for (const [name, value] of Object.entries(constructors))
    if (!(name in globalThis)) Reflect.set(globalThis, name, value);
}

/** One stored record. */
export interface DiskRecord {
  readonly database: string;
  readonly store: string;
  readonly key: unknown;
  readonly value: unknown;
}

/** What all tabs share and no crash takes away. */
export class Disk {
  readonly factory = new IDBFactory();
  readonly localStorage = new Map<string, string>();
  /** Grows with each committed write. */
  version = 0;
  /** The writing transactions that are under way. */
  readonly writes = new Set<RawTransaction>();

  /** Whether the records are those of a transaction that may still be rolled back. */
  isDirty(): boolean {
    return [...this.writes].some(({ _state }) => _state !== 'finished');
  }

  /** Every record of every database, as committed or about to be. */
  records(): DiskRecord[] {
    const found: DiskRecord[] = [];
    for (const [database, { rawObjectStores }] of insideFactory(this.factory)._databases)
      for (const [store, { records }] of rawObjectStores)
        for (const { key, value } of records.values()) found.push({ database, store, key, value });
    return found;
  }

  /** Where a marker lies on disk, if anywhere. */
  search(marker: string): string | null {
    for (const item of this.localStorage) if (finds(item, marker)) return `localStorage ${item[0]}`;
    for (const { database, store, key, value } of this.records())
      if (finds(key, marker) || finds(value, marker)) return `${database} ${store}`;
    return null;
  }
}
