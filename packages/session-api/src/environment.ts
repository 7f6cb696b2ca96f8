/** `sk_test_` and `sk_live_` keys see users, addresses and sessions of their own. */
export type Environment = 'test' | 'live';

/** The environment of a secret key. */
export function environmentOf(secretKey: string): Environment {
  return secretKey.startsWith('sk_live_') ? 'live' : 'test';
}
