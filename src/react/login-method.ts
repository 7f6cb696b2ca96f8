/** A way to sign in. The built-in dialog knows `email`; the others are for your own `onStart`. */
export type LoginMethod = 'email' | 'google' | 'apple' | 'wallet';
