import type { CryptoLike } from '../../services/environment.js';

/**
 * Web Crypto for fake tabs: real randomness, and a seal that seals nothing. It answers at once, in
 * every test environment, also where `crypto.subtle` is missing.
 */
export function createFakeCrypto(): CryptoLike {
  const copy = (data: BufferSource) =>
    Promise.resolve(
      ArrayBuffer.isView(data)
        ? data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength)
        : data.slice(0),
    );
  const subtle = {
    generateKey: () => Promise.resolve({ type: 'secret', extractable: false }),
    encrypt: (_algorithm: unknown, _key: unknown, data: BufferSource) => copy(data),
    decrypt: (_algorithm: unknown, _key: unknown, data: BufferSource) => copy(data),
  };
  return {
    getRandomValues: (array) => globalThis.crypto.getRandomValues(array),
    subtle: subtle as unknown as NonNullable<CryptoLike['subtle']>,
  };
}
