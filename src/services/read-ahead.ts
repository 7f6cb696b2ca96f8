import type { Environment } from './environment.js';
import type { KeyRecord, SessionRecord } from './records.js';

/** What a database holds, as it was read ahead of the services. */
export type ReadAhead = readonly [
  version: number,
  sessions: readonly SessionRecord[],
  keys: readonly KeyRecord[],
  pending: number,
];

/**
 * Reads the stored session before the services have loaded: opening a database takes longer than all
 * the rest of a start. It makes no database where there is none, and rejects where anything is
 * unusual: then the services look for themselves.
 */
export async function readAhead(
  { indexedDB = globalThis.indexedDB }: Partial<Environment>,
  name: string,
): Promise<ReadAhead> {
  const opening = indexedDB.open(name);
  opening.onupgradeneeded = () => opening.transaction?.abort();
  const database = await resultOf(opening);
  const transaction = database.transaction(['session', 'keys', 'revocations']);
  const store = (name: string) => transaction.objectStore(name);
  const reading = Promise.all([
    database.version,
    resultOf<SessionRecord[]>(store('session').getAll()),
    resultOf<KeyRecord[]>(store('keys').getAll()),
    resultOf(store('revocations').count()),
  ]);
  // It closes once the transaction is over.
  database.close();
  return reading;
}

const resultOf = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = reject;
  });
