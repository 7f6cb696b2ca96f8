import { createHash, createHmac, randomInt, timingSafeEqual } from 'node:crypto';

const alphanumerics = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `length` random letters and digits, each equally likely. */
export function randomText(length: number): string {
  return Array.from({ length }, () => alphanumerics.charAt(randomInt(alphanumerics.length))).join(
    '',
  );
}

/** A new id such as `sess_…`. */
export function newId(prefix: 'sess' | 'user' | 'email' | 'otp'): string {
  return `${prefix}_${randomText(24)}`;
}

/** A new session token: 64 letters and digits, 381 bits. */
export function newSessionToken(): string {
  return randomText(64);
}

/** A new one-time code: 6 digits. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

/** SHA-256 in hex: enough for a token that cannot be guessed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Compares two hex digests of equal length in constant time. */
export function sameDigest(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/**
 * Hashes one-time codes. Six digits can be guessed from a plain hash, so the hash is keyed with something
 * that is not in the database: the secret keys.
 */
export interface CodeHasher {
  hash(requestId: string, code: string): string;
  matches(requestId: string, code: string, hash: string): boolean;
}

/** A hasher that writes with the first secret key and accepts all of them, so that keys can be rotated. */
export function createCodeHasher(secretKeys: readonly string[]): CodeHasher {
  const peppers = secretKeys.map((key) =>
    createHmac('sha256', key).update('moonkey one-time codes').digest(),
  );
  const digests = (requestId: string, code: string): string[] =>
    peppers.map((pepper) =>
      createHmac('sha256', pepper).update(`${requestId}:${code}`).digest('hex'),
    );
  return {
    hash: (requestId, code) => digests(requestId, code)[0] ?? '',
    matches: (requestId, code, hash) =>
      digests(requestId, code).reduce((found, digest) => sameDigest(digest, hash) || found, false),
  };
}
