import type { Environment } from './environment.js';
import type { Names } from './names.js';
import type { KeyRecord, SessionRecord } from './records.js';
import { isVacant } from './vacancy.js';

/** What a database holds, as it was read ahead of the services: its version, sessions, keys and how many revocations wait. */
export type RawRead = readonly [
  version: number,
  sessions: readonly SessionRecord[],
  keys: readonly KeyRecord[],
  pending: number,
];

/** A read that began at the start. */
export interface ReadAhead {
  /** When it began, in ms since the epoch. */
  readonly at: number;
  /** Undefined where anything is unusual: then the services look for themselves. */
  readonly read: Promise<RawRead | undefined>;
}

/**
 * Reads the stored session before the services have loaded: opening a database takes longer than all
 * the rest of a start. It makes no database where there is none, and asks for none where nobody is known to
 * be signed in.
 */
export async function readAhead(
  environment: Partial<Environment>,
  names: Names,
): Promise<RawRead | undefined> {
  try {
    // A part that is there and undefined is one that is missing.
    const { indexedDB } = 'indexedDB' in environment ? environment : globalThis;
    if (!indexedDB || isVacant(names, environment)) return undefined;
    const opening = indexedDB.open(names.database);
    opening.onupgradeneeded = () => opening.transaction?.abort();
    const database = await resultOf(opening);
    const all = requests(database);
    // Nothing is known of the types here: whoever takes it checks the version, and each record, as with any other read.
    return [database.version, ...(await Promise.all(all.map(resultOf)))] as unknown as RawRead;
  } catch {
    return undefined;
  }
}

/** All are asked for before any is waited for: where one cannot be, nobody waits for the others. */
function requests(database: IDBDatabase): IDBRequest[] {
  try {
    const transaction = database.transaction(['session', 'keys', 'revocations']);
    const store = (name: string) => transaction.objectStore(name);
    return [store('session').getAll(), store('keys').getAll(), store('revocations').count()];
  } finally {
    // It closes once the transaction is over.
    database.close();
  }
}

const resultOf = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = reject;
  });
