import type { CryptoLike } from './environment.js';

/** The shortest and the longest backoff, in ms. */
export const BACKOFF = { first: 1_000, longest: 5 * 60_000 };

/** Backoff with full jitter: anything up to an exponentially growing bound, in ms. */
export function backoff(attempts: number, crypto: CryptoLike | undefined): number {
  const bound = Math.min(BACKOFF.longest, BACKOFF.first * 2 ** Math.min(attempts, 20));
  const random = randomByte(crypto);
  return Math.ceil((bound * (random + 1)) / 256);
}

function randomByte(crypto: CryptoLike | undefined): number {
  try {
    return crypto?.getRandomValues(new Uint8Array(1))[0] ?? 128;
  } catch {
    return 128;
  }
}
