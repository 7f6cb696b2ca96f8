import type { Credentials } from './vault.js';
import type { CryptoLike } from './environment.js';
import type { Sealed } from './records.js';
import type { User } from '../machines/types.js';
import { StorageError } from './disk.js';

/** What is sealed: the credentials and the profile, so that the disk holds no personal byte. */
export interface Sealable {
  readonly user: User;
  readonly credentials: Pick<Credentials, 'sessionToken' | 'sessionJwt' | 'jwtExpiresAt'>;
}

type Subtle = NonNullable<CryptoLike['subtle']>;

/** Makes the key of one generation: AES-GCM, 256 bits, not extractable. */
export async function createKey(subtle: Subtle): Promise<CryptoKey> {
  return (await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])) as CryptoKey;
}

/** Seals under a key, bound to the generation, with a fresh nonce. */
export async function seal(
  crypto: CryptoLike & { subtle: Subtle },
  key: CryptoKey,
  generation: string,
  value: Sealable,
): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: encode(generation) },
    key,
    encode(JSON.stringify(value)),
  );
  return { iv, data };
}

/** Opens a seal. Rejects with `corrupt_record` when key, generation or bytes do not fit. */
export async function unseal(
  subtle: Subtle,
  key: CryptoKey,
  generation: string,
  { iv, data }: Sealed,
): Promise<Sealable> {
  try {
    const plain = await subtle.decrypt(
      { name: 'AES-GCM', iv, additionalData: encode(generation) },
      key,
      data,
    );
    return JSON.parse(new TextDecoder().decode(plain)) as Sealable;
  } catch {
    throw new StorageError('corrupt_record');
  }
}

const encode = (text: string) => new TextEncoder().encode(text);
