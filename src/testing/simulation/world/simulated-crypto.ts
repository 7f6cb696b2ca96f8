import type { CryptoLike } from '../../../services/environment.js';
import type { KeyRing } from './key-ring.js';
import type { Random } from './random.js';
import { createRandom } from './random.js';
import type { SimulatedKey } from './simulated-key.js';
import { never } from './tab.js';
import type { Tab } from './tab.js';

const TAG_LENGTH = 16;

const bytesOf = (source: BufferSource): Uint8Array =>
  source instanceof ArrayBuffer
    ? new Uint8Array(source)
    : new Uint8Array(source.buffer, source.byteOffset, source.byteLength);

function hash(...parts: readonly (Uint8Array | string)[]): number {
  let value = 0x811c9dc5;
  for (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    for (let index = 0; index < bytes.length; index += 1)
      value = Math.imul(value ^ (bytes[index] ?? 0), 0x01000193);
    value = Math.imul(value ^ bytes.length, 0x01000193);
  }
  return value >>> 0;
}

function keystream(seed: number, data: Uint8Array): Uint8Array {
  const random = createRandom(seed);
  const stream = new Uint8Array(data.length);
  for (let index = 0; index < data.length; index += 1)
    stream[index] = (data[index] ?? 0) ^ random.below(256);
  return stream;
}

function tagOf(seed: number, plain: Uint8Array): Uint8Array {
  const random = createRandom(hash(plain, String(seed)));
  const tag = new Uint8Array(TAG_LENGTH);
  for (let index = 0; index < TAG_LENGTH; index += 1) tag[index] = random.below(256);
  return tag;
}

function sameBytes(first: Uint8Array, second: Uint8Array): boolean {
  return first.length === second.length && first.every((byte, index) => byte === second[index]);
}

const failure = (): DOMException => new DOMException('The operation failed', 'OperationError');

/**
 * Web Crypto out of a seed. Not secret, but honest: no plain byte is left in what it seals, and what
 * was sealed with another key, vector or additional data, or was changed, is refused.
 */
export function createCrypto(
  tab: Tab,
  random: Random,
  withSubtle: boolean,
  keys: KeyRing,
): CryptoLike {
  const seedOf = (key: CryptoKey, { iv, additionalData }: AesGcmParams): number => {
    const { id } = key as unknown as SimulatedKey;
    return hash(id, bytesOf(iv), additionalData ? bytesOf(additionalData) : '');
  };
  const answer = <T>(label: string, make: () => T): Promise<T> =>
    tab.call() ? tab.settle(label, make) : never();

  const generateKey = (_: unknown, extractable: boolean, usages: string[]): Promise<SimulatedKey> =>
    answer('generateKey', () => {
      if (extractable) throw new TypeError('A simulated key cannot be extractable');
      const algorithm = { name: 'AES-GCM', length: 256 } as const;
      const key = {
        type: 'secret',
        extractable: false,
        algorithm,
        usages,
        id: random.hex(32),
      } as const;
      keys.note(key, tab);
      return key;
    });
  const encrypt = (params: AesGcmParams, key: CryptoKey, data: BufferSource) =>
    answer('encrypt', () => {
      const seed = seedOf(key, params);
      const plain = bytesOf(data);
      const sealed = new Uint8Array(plain.length + TAG_LENGTH);
      sealed.set(keystream(seed, plain));
      sealed.set(tagOf(seed, plain), plain.length);
      return sealed.buffer;
    });
  const decrypt = (params: AesGcmParams, key: CryptoKey, data: BufferSource) =>
    answer('decrypt', () => {
      const seed = seedOf(key, params);
      const sealed = bytesOf(data);
      if (sealed.length < TAG_LENGTH) throw failure();
      const plain = keystream(seed, sealed.subarray(0, -TAG_LENGTH));
      if (!sameBytes(tagOf(seed, plain), sealed.subarray(-TAG_LENGTH))) throw failure();
      return new Uint8Array(plain).buffer;
    });

  return {
    randomUUID: () => [8, 4, 4, 4, 12].map((length) => random.hex(length)).join('-'),
    getRandomValues: (array) => {
      for (let index = 0; index < array.length; index += 1) array[index] = random.below(256);
      return array;
    },
    ...(withSubtle
      ? {
          subtle: { generateKey, encrypt, decrypt } as unknown as NonNullable<CryptoLike['subtle']>,
        }
      : {}),
  };
}
