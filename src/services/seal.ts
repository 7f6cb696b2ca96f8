import type { CryptoLike } from './environment.js';
import type { Sealed } from './records.js';
import type { Sealable } from './unseal.js';
import { cipher } from './unseal.js';

/** Makes the key of one generation: AES-GCM, 256 bits, not extractable. */
export function createKey(subtle: NonNullable<CryptoLike['subtle']>): Promise<CryptoKey> {
  return subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** Seals under a key, bound to the generation, with a fresh nonce. */
export async function seal(
  crypto: CryptoLike,
  key: CryptoKey,
  generation: string,
  value: Sealable,
): Promise<Sealed> {
  if (!crypto.subtle) throw new TypeError('Sealing needs a secure context.');
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt(cipher(generation, iv), key, text) };
}
