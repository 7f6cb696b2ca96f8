/** A documented key of `config`, with a documented value. */
export interface DocumentedKey {
  /** `emailOtp.expiresIn` for `{ emailOtp: { expiresIn } }`. */
  readonly key: string;
  readonly value: unknown;
  /** What development warns of where the key is none of this package's business. */
  readonly isIgnored?: RegExp;
}

/** The documented keys of `config`. */
export const configKeys: readonly DocumentedKey[] = [
  { key: 'loginMethods', value: ['email'] },
  { key: 'emailOtp.expiresIn', value: 600 },
  { key: 'emailOtp.resendCodeTime', value: 60 },
  { key: 'emailOtp.skipVerifiedSuccess', value: false },
  { key: 'emailOtp.verifiedDisplayTime', value: 2000 },
  { key: 'emailOtp.verifyEmailTitle', value: 'Enter the code' },
  { key: 'emailOtp.verifyEmailResendTitle', value: 'Enter the new code' },
  { key: 'emailOtp.verifiedNewUserMessage', value: 'Hello' },
  { key: 'emailOtp.verifiedExistingUserMessage', value: 'Hello again' },
  { key: 'emailOtp.verifiedSuccessMessage', value: 'Done' },
  { key: 'appearance.logo', value: '/logo.svg' },
  { key: 'appearance.loginHeaderTitle', value: 'Hello' },
  { key: 'appearance.loginHeaderDescription', value: 'Who are you?' },
  { key: 'embeddedWallets.createOnLogin', value: 'none' },
  {
    key: 'embeddedWallets.createOnLogin',
    value: 'always',
    isIgnored: /"config.embeddedWallets.createOnLogin" is ignored/,
  },
  {
    key: 'loginMethods',
    value: ['email', 'google', 'apple', 'wallet'],
    isIgnored: /"config.loginMethods" names google, apple, wallet/,
  },
];

/** What `start()` may be given. */
export const startParams: readonly DocumentedKey[] = [
  { key: 'loginMethods', value: ['email'] },
  { key: 'loginMethods', value: ['email', 'wallet'], isIgnored: /"loginMethods" names wallet/ },
  { key: 'prefill', value: { type: 'email', value: 'ada@example.com' } },
  {
    key: 'prefill',
    value: { type: 'phone', value: '+491711234567' },
    isIgnored: /"prefill" is ignored/,
  },
  { key: 'disableSignup', value: true },
  { key: 'disableSignup', value: false },
  ...['ethereum', 'solana', 'ethereum-or-solana'].map((value) => ({
    key: 'walletType',
    value,
    isIgnored: /"walletType" is ignored/,
  })),
];

/** The documented members of `useMoonKey()`, and what they are before anybody has signed in. */
export const members = {
  ready: 'boolean',
  isAuthenticated: 'boolean',
  user: 'object',
  logout: 'function',
  start: 'function',
  getSessionTokens: 'function',
} as const;

/** The documented members of `useLoginWithEmail()`. */
export const emailMembers = {
  sendCode: 'function',
  loginWithCode: 'function',
  state: 'object',
} as const;
