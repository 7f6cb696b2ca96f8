import type { StorageKind } from '../machines/types.js';
import type { KeyRecord, OutboxEntry, SessionRecord } from './records.js';

/** What each store holds, by generation. There is at most one session, and its key. */
export interface Stores {
  session: SessionRecord;
  keys: KeyRecord;
  revocations: OutboxEntry;
}

/** One transaction over all stores. Await nothing in it but its own methods. */
export interface Transaction {
  get<S extends keyof Stores>(store: S, key: string): Promise<Stores[S] | undefined>;
  has(store: keyof Stores, key: string): Promise<boolean>;
  all<S extends keyof Stores>(store: S): Promise<Stores[S][]>;
  count(store: keyof Stores): Promise<number>;
  put<S extends keyof Stores>(store: S, key: string, value: Stores[S]): Promise<unknown>;
  /** As `put`, but rejects with a `ConstraintError` where there is one already. */
  add<S extends keyof Stores>(store: S, key: string, value: Stores[S]): Promise<unknown>;
  delete(store: keyof Stores, key: string): Promise<unknown>;
  /** Deletes all that is in a store. */
  empty(store: keyof Stores): Promise<unknown>;
  /** Says that nothing more will be asked: saves a round trip. */
  commit(): void;
}

/** Where records are kept: IndexedDB, or memory. */
export interface Disk {
  readonly storage: StorageKind;
  /**
   * Runs `work` in one transaction and resolves once it is complete: on disk, that is, with
   * `durability: 'strict'` for writes. Rejects with {@link StorageError}, or with what `work` threw;
   * then nothing was written.
   */
  run<T>(mode: IDBTransactionMode, work: (transaction: Transaction) => Promise<T>): Promise<T>;
  close(): void;
}

/** A storage operation failed. Carries no data. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  constructor(
    readonly code:
      | 'unavailable'
      | 'insecure_context'
      | 'connection_lost'
      | 'newer_schema'
      | 'corrupt_record'
      | 'quota_exceeded'
      | 'write_failed'
      | 'timed_out',
  ) {
    super(code);
  }
}
