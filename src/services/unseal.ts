import type { User } from '../machines/types.js';
import type { CryptoLike } from './environment.js';
import type { Sealed } from './records.js';
import type { Credentials } from './vault.js';

/** What is sealed: the credentials and the profile, so that the disk holds no personal byte. */
export interface Sealable {
  readonly user: User;
  readonly credentials: Pick<Credentials, 'sessionToken' | 'sessionJwt'>;
}

/** The parameters of a seal: bound to the generation, so that no record passes for another. */
export const cipher = (generation: string, iv: Uint8Array<ArrayBuffer>) => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(generation),
});

/** Opens a seal. Rejects when key, generation or bytes do not fit. */
export async function unseal(
  subtle: CryptoLike['subtle'],
  key: CryptoKey | undefined,
  generation: string,
  { iv, data }: Sealed,
): Promise<Sealable> {
  if (!subtle || !key) throw new TypeError('no key');
  const plain = await subtle.decrypt(cipher(generation, iv), key, data);
  return JSON.parse(new TextDecoder().decode(plain)) as Sealable;
}
