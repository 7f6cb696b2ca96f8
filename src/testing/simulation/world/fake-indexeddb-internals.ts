/**
 * The parts of fake-indexeddb that the simulated disk steers. They are not its public interface:
 * `test/simulation/world/disk.test.ts` fails when a new version changes one of them.
 */
export interface RawTarget {
  listeners: { type: string; callback: unknown }[];
  dispatchEvent(event: Event): boolean;
}

export interface RawRequest extends RawTarget {
  readyState: string;
  result: unknown;
  error: unknown;
  transaction: RawTransaction | null;
}

export interface RawTransaction extends RawTarget {
  readonly mode: string;
  readonly error: unknown;
  readonly _requests: { request: RawRequest }[];
  _state: 'active' | 'inactive' | 'committing' | 'finished';
  _started: boolean;
  _start(): void;
  _abort(errorName: string | null): void;
  _execRequestAsync(operation: RawOperation): RawRequest;
  objectStore(name: string): RawObjectStore;
}

/** What a request does when its turn comes. */
export interface RawOperation {
  operation: () => unknown;
}

/** A transaction's sight of a store. */
export interface RawObjectStore {
  put(...parameters: unknown[]): RawRequest;
  add(...parameters: unknown[]): RawRequest;
  delete(...parameters: unknown[]): RawRequest;
  clear(): RawRequest;
}

export interface RawDatabase {
  readonly name: string;
  version: number;
  connections: RawConnection[];
  processTransactions(): void;
  readonly rawObjectStores: Map<string, RawStore>;
}

export interface RawStore {
  readonly records: { values(range?: unknown): Iterable<{ key: unknown; value: unknown }> };
}

export interface RawConnection extends RawTarget {
  readonly _rawDatabase: RawDatabase;
  _closePending: boolean;
  _closed: boolean;
  transaction(stores: unknown, mode?: string, options?: unknown): RawTransaction;
  close(): void;
}

export interface RawFactory {
  readonly _databases: Map<string, RawDatabase>;
}

/** The same object, seen from inside. */
export const insideRequest = (request: IDBRequest): RawRequest => request as unknown as RawRequest;
export const insideDatabase = (database: IDBDatabase): RawConnection =>
  database as unknown as RawConnection;
export const insideFactory = (factory: IDBFactory): RawFactory => factory as unknown as RawFactory;
