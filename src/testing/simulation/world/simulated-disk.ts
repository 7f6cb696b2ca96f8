import { IDBFactory, IDBKeyRange, IDBRequest, IDBTransaction } from 'fake-indexeddb';
import { IDBCursor, IDBDatabase, IDBIndex, IDBObjectStore, IDBOpenDBRequest } from 'fake-indexeddb';
import { insideFactory } from './fake-indexeddb-internals.js';
import type { RawTransaction } from './fake-indexeddb-internals.js';
import { findMarker } from './markers.js';
import type { Marker } from './markers.js';

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

/** A marker that lies on disk in the clear. */
export interface MarkerOnDisk {
  readonly marker: Marker;
  readonly place: string;
}

/** What all tabs share and no crash takes away. */
export class Disk {
  readonly factory = new IDBFactory();
  readonly localStorage = new Map<string, string>();
  /** Grows with each committed write. */
  version = 0;
  /** How many records there is room for; null while there is plenty. */
  room: number | null = null;
  /** When the last of the transactions that hang goes on, in ms of virtual time. */
  hangsUntil = 0;
  /** The transactions of frozen pages: what comes after them waits until those wake up. */
  readonly held = new Set<RawTransaction>();
  /** The writing transactions that are under way. */
  readonly writes = new Set<RawTransaction>();

  /** Whether the records are those of a transaction that may still be rolled back. */
  isDirty(): boolean {
    for (const { _state } of this.writes) if (_state !== 'finished') return true;
    return false;
  }

  /** Every record of every database, or of the stores of one name, as committed or about to be. */
  records(only?: string): DiskRecord[] {
    const found: DiskRecord[] = [];
    for (const [database, { rawObjectStores }] of insideFactory(this.factory)._databases)
      for (const [store, { records }] of rawObjectStores)
        if (only === undefined || only === store)
          for (const { key, value } of records.values())
            found.push({ database, store, key, value });
    return found;
  }

  /** Where the first of some markers lies on disk, if anywhere. */
  search(markers: readonly Marker[]): MarkerOnDisk | null {
    for (const item of this.localStorage) {
      const marker = findMarker(item, markers);
      if (marker) return { marker, place: `localStorage ${item[0]}` };
    }
    for (const { database, store, key, value } of this.records()) {
      const marker = findMarker(key, markers) ?? findMarker(value, markers);
      if (marker) return { marker, place: `${database} ${store}` };
    }
    return null;
  }
}
