import type { Shape } from '../options/index.js';
import { aBoolean, createChecker, listOf, must, oneOf, shapeOf } from '../options/index.js';
import { LOGIN_METHODS, warnOfOtherMethods } from './other-methods.js';
import type { StartParams } from './start-params.js';
import { warnOnce } from './warn-once.js';

const text = must((value) => typeof value === 'string', 'must be a string');

const known: Shape = {
  email: text,
  prefill: shapeOf({ type: oneOf(['email', 'phone']), value: text }),
  disableSignup: aBoolean,
  loginMethods: listOf(oneOf(LOGIN_METHODS)),
  walletType: oneOf(['ethereum', 'solana', 'ethereum-or-solana']),
};

/** Says on the console, once each, what `start()` was given that is wrong, unknown, or nothing to the built-in dialog. */
export function checkStart(params: StartParams): void {
  try {
    createChecker('start').check(params, known);
  } catch (error) {
    warnOnce('error', (error as Error).message);
  }
  const own = 'Give "config.onStart" for a dialog of your own.';
  warnOfOtherMethods('start: "loginMethods"', params.loginMethods);
  if (params.prefill?.type === 'phone')
    warnOnce(
      'warn',
      `start: "prefill" is ignored: the built-in dialog asks for no phone number. ${own}`,
    );
  if (params.walletType)
    warnOnce(
      'warn',
      `start: "walletType" is ignored: the built-in dialog knows no wallets. ${own}`,
    );
}
