import type { CryptoLike } from '../../services/environment.js';

/** How many bytes a seal is longer than what it holds, as with AES-GCM. */
const tagLength = 16;

/** A key of {@link createFakeCrypto}. It can be stored, like the platform's. */
interface FakeKey {
  readonly type: 'secret';
  readonly extractable: boolean;
  readonly seed: number;
}

/**
 * Web Crypto for fake tabs: real randomness, and a seal that keeps nothing secret but opens with its
 * own key only, and unaltered only. It answers at once, in every test environment, also where
 * `crypto.subtle` is missing.
 */
export function createFakeCrypto(): CryptoLike {
  const subtle = {
    generateKey: (_algorithm: unknown, extractable: boolean) =>
      Promise.resolve({ type: 'secret', extractable, seed: randomSeed() } satisfies FakeKey),
    async encrypt({ iv }: AesGcmParams, key: unknown, data: BufferSource) {
      const plain = bytesOf(data);
      const sealed = new Uint8Array(plain.length + tagLength);
      const seed = seedOf(key, iv);
      sealed.set(scrambled(plain, seed));
      sealed.set(tagOf(plain, seed), plain.length);
      return sealed.buffer;
    },
    async decrypt({ iv }: AesGcmParams, key: unknown, data: BufferSource) {
      const sealed = bytesOf(data);
      const seed = seedOf(key, iv);
      const plain = scrambled(sealed.slice(0, -tagLength), seed);
      const tag = tagOf(plain, seed);
      if (sealed.length < tagLength || tag.some((byte, at) => byte !== sealed.at(at - tagLength)))
        throw new DOMException('The operation failed.', 'OperationError');
      return plain.buffer;
    },
  };
  return {
    getRandomValues: (array) => globalThis.crypto.getRandomValues(array),
    subtle: subtle as unknown as NonNullable<CryptoLike['subtle']>,
  };
}

const randomSeed = () =>
  new DataView(globalThis.crypto.getRandomValues(new Uint8Array(4)).buffer).getUint32(0);

const bytesOf = (data: BufferSource): Uint8Array<ArrayBuffer> =>
  ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength))
    : new Uint8Array(data.slice(0));

/** One number of a key and an initialisation vector. */
function seedOf(key: unknown, iv: BufferSource): number {
  if (typeof key !== 'object' || key === null || !('seed' in key))
    throw new DOMException('This is no key of the fake crypto.', 'InvalidAccessError');
  return bytesOf(iv).reduce(mix, Number(key.seed));
}

const mix = (seed: number, byte: number) => Math.imul(seed ^ byte, 0x01000193) >>> 0;

function scrambled(bytes: Uint8Array, seed: number): Uint8Array<ArrayBuffer> {
  let state = seed;
  return Uint8Array.from(bytes, (byte, at) => {
    state = mix(state + 1, at & 0xff);
    return byte ^ (state >>> 13);
  });
}

function tagOf(plain: Uint8Array, seed: number): Uint8Array {
  const sum = plain.reduce(mix, seed);
  return Uint8Array.from({ length: tagLength }, (_, at) => mix(sum, at) >>> 7);
}
