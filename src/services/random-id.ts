import type { CryptoLike } from './environment.js';

/** A random id of 128 bits. Works in insecure contexts too, where `randomUUID` is missing. */
export function randomId(crypto: CryptoLike | undefined): string {
  try {
    const bytes = crypto?.getRandomValues(new Uint8Array(16));
    if (bytes) return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch {
    // Forbidden: an id has to be different, not secret.
  }
  return `${Math.random()}`.slice(2);
}
