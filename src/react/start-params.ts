import type { SyntheticEvent } from 'react';
import type { LoginMethod } from './login-method.js';

/** What an app may hand to `start()`. */
export interface StartParams {
  /** Filled in for the user, who can still change it. The same as a `prefill` of type `email`. */
  readonly email?: string;
  readonly prefill?: { readonly type: 'email' | 'phone'; readonly value: string };
  /** Refuses whoever has no account yet. */
  readonly disableSignup?: boolean;
  /** For your own `onStart`: the built-in dialog knows `email`. */
  readonly loginMethods?: readonly LoginMethod[];
  /** For your own `onStart`: the built-in dialog knows no wallets. */
  readonly walletType?: 'ethereum' | 'solana' | 'ethereum-or-solana';
}

/** Opens the sign-in. Takes a click event too, and ignores it. */
export type Start = (params?: StartParams | SyntheticEvent) => void;

/** What was passed, if it was not an event. */
export function toStartParams(input: unknown): StartParams {
  const params = Object(input) as StartParams & Partial<SyntheticEvent>;
  return params.preventDefault ? {} : params;
}
