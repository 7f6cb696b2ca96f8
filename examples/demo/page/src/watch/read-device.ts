import { openDB } from 'idb';
import { noteKey } from '../app/note.js';
import { publishableKey } from '../publishable-key.js';

const name = `moonkey:${publishableKey}`;

interface Stored {
  readonly session: {
    readonly generation: string;
    readonly sealed: { readonly data: ArrayBuffer };
    readonly ticket: string | null;
    readonly expiresAt: number;
  };
  readonly key: { readonly generation: string; readonly key: CryptoKey };
  readonly revocation: {
    readonly generation: string;
    readonly attempts: number;
    readonly notBefore: number;
    readonly sender: string | null;
  };
}

/** What this browser keeps, as anybody could read it: nothing here is opened. Times in ms. */
export interface Device {
  readonly sessions: readonly {
    readonly generation: string;
    /** The first sealed bytes, in hexadecimal. */
    readonly hex: string;
    readonly size: number;
    readonly hasTicket: boolean;
    readonly expiresAt: number;
  }[];
  readonly keys: readonly {
    readonly generation: string;
    readonly algorithm: string;
    readonly extractable: boolean;
  }[];
  readonly revocations: readonly Stored['revocation'][];
  readonly tombstones: readonly { readonly generation: string; readonly scope: string }[];
  /** The app's own data. */
  readonly notes: readonly string[];
}

const SHOWN_BYTES = 64;

/** Reads every record of the engine's database, its mark in `localStorage`, and the app's own data. */
export async function readDevice(): Promise<Device> {
  const stored = await readDatabase();
  return {
    sessions: stored.sessions.map(({ generation, sealed, ticket, expiresAt }) => ({
      generation,
      hex: toHex(sealed.data.slice(0, SHOWN_BYTES)),
      size: sealed.data.byteLength,
      hasTicket: ticket !== null,
      expiresAt,
    })),
    keys: stored.keys.map(({ generation, key }) => ({
      generation,
      algorithm: key.algorithm.name,
      extractable: key.extractable,
    })),
    revocations: stored.revocations.map(({ generation, attempts, notBefore, sender }) => ({
      generation,
      attempts,
      notBefore,
      sender,
    })),
    tombstones: JSON.parse(localStorage.getItem(`${name}:signed-out`) ?? '[]') as [],
    notes: [localStorage.getItem(noteKey)].filter((note) => note !== null),
  };
}

async function readDatabase() {
  let isMissing = false;
  const database = await openDB(name, undefined, {
    upgrade(_, __, ___, transaction) {
      // Only the engine makes it.
      isMissing = true;
      transaction.done.catch(() => undefined);
      transaction.abort();
    },
  }).catch((error: unknown) => {
    if (isMissing) return null;
    throw error;
  });
  if (!database) return { sessions: [], keys: [], revocations: [] };
  try {
    const transaction = database.transaction(['session', 'keys', 'revocations']);
    transaction.done.catch(() => undefined);
    const [sessions, keys, revocations] = await Promise.all([
      transaction.objectStore('session').getAll() as Promise<Stored['session'][]>,
      transaction.objectStore('keys').getAll() as Promise<Stored['key'][]>,
      transaction.objectStore('revocations').getAll() as Promise<Stored['revocation'][]>,
    ]);
    return { sessions, keys, revocations };
  } finally {
    database.close();
  }
}

const toHex = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
