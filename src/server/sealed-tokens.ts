import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import { z } from 'zod';

const AUDIENCE = 'moonkey:sealed-token';
const ALGORITHMS = { alg: 'dir', enc: 'A256GCM' } as const;

const content = z.object({
  token: z.string().min(1),
  /** The session's public id, where it is known. */
  sid: z.string().min(1).optional(),
});

/** A session token that waits for its revocation. */
export type SealedToken = z.infer<typeof content>;

/**
 * Seals the token of a session that has been signed out: in the browser's hands it is good for nothing, and
 * this side uses it to revoke, and for nothing else.
 */
export interface SealedTokens {
  /** @param expiresAt Unix seconds. */
  seal(token: SealedToken, expiresAt: number): Promise<string>;
  /** Undefined for what was not sealed here, or has expired. */
  open(sealed: string): Promise<SealedToken | undefined>;
}

/** @param secrets The first seals; all open, so that a secret can be rotated. */
export function createSealedTokens(secrets: readonly [string, ...string[]]): SealedTokens {
  const keys = secrets.map(deriveKey);
  const [sealingKey = deriveKey(secrets[0])] = keys;
  return {
    seal: async (token, expiresAt) =>
      new EncryptJWT({ ...token, aud: AUDIENCE, exp: expiresAt })
        .setProtectedHeader(ALGORITHMS)
        .encrypt(await sealingKey),

    async open(sealed) {
      for (const key of keys) {
        try {
          const { payload } = await jwtDecrypt(sealed, await key, { audience: AUDIENCE });
          return content.safeParse(payload).data;
        } catch (error) {
          if (!(error instanceof errors.JOSEError)) throw error;
        }
      }
      return undefined;
    },
  };
}

/** A key of its own (HKDF, RFC 5869): the ticket secret itself signs tickets, and nothing else. */
async function deriveKey(secret: string): Promise<CryptoKey> {
  const encoder = new TextEncoder();
  const material = await crypto.subtle.importKey('raw', encoder.encode(secret), 'HKDF', false, [
    'deriveKey',
  ]);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info: encoder.encode(AUDIENCE) },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}
