import type { Environment } from '../../services/environment.js';

/** A disk that never answers, so that an engine stays `initializing`. */
export function silentDisk(): Pick<Environment, 'indexedDB' | 'crypto'> {
  const request = new EventTarget() as IDBOpenDBRequest;
  const never = () => new Promise<never>(() => {});
  return {
    indexedDB: {
      open: () => request,
      deleteDatabase: () => request,
      databases: never,
      cmp: () => 0,
    },
    crypto: {
      getRandomValues: (array) => globalThis.crypto.getRandomValues(array),
      subtle: { generateKey: never, encrypt: never, decrypt: never },
    },
  };
}
