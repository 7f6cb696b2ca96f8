import type { SyntheticEvent } from 'react';

/** What an app may hand to `start()`. */
export interface StartParams {
  /** Filled in for the user, who can still change it. */
  readonly email?: string;
}

/** Opens the sign-in. Takes a click event too, and ignores it. */
export type Start = (params?: StartParams | SyntheticEvent) => void;

export function toStartParams(params: unknown): StartParams {
  const email = (params as StartParams | undefined)?.email;
  return typeof email === 'string' ? { email } : {};
}
