import type { CryptoLike } from './environment.js';

/** A random id of 128 bits. Works in insecure contexts too, where `randomUUID` is missing. */
export function randomId(crypto: CryptoLike | undefined): string {
  const bytes = crypto?.getRandomValues(new Uint8Array(16));
  return bytes
    ? Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
    : `${Math.random()}`.slice(2);
}
