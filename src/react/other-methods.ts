import type { LoginMethod } from './login-method.js';
import { warnOnce } from './warn-once.js';

/** Every {@link LoginMethod}. */
export const LOGIN_METHODS: readonly LoginMethod[] = ['email', 'google', 'apple', 'wallet'];

/** Says on the console, once, which ways to sign in the built-in dialog does not know. */
export function warnOfOtherMethods(option: string, methods: unknown): void {
  const others = Array.isArray(methods) ? methods.filter((method) => method !== 'email') : [];
  if (others.length > 0)
    warnOnce(
      'warn',
      `${option} names ${others.join(', ')}: the built-in dialog knows "email" alone. Give "config.onStart" for a dialog of your own.`,
    );
}
