import type { Backend } from '../services/backend.js';
import type { StartParams } from './start-params.js';

/** A way to sign in. The built-in dialog knows `email`; the others are for your own `onStart`. */
export type LoginMethod = 'email' | 'google' | 'apple' | 'wallet';

/** How one-time codes behave, as your backend has set them. */
export interface EmailOtpConfig {
  /** How long a code is good for, in seconds. Default 600. */
  readonly expiresIn?: number;
  /** How long until another code can be asked for, in seconds. Default 60. */
  readonly resendCodeTime?: number;
}

/** How the built-in dialog looks. Colours are CSS variables: see `docs/react.md`. */
export interface AppearanceConfig {
  /** The address of an image. Default: a plain mark. */
  readonly logo?: string;
  /** Default `Sign in`. */
  readonly loginHeaderTitle?: string;
  /** The line under the title. */
  readonly loginHeaderDescription?: string;
  /** `auto` follows the system. Default `auto`. */
  readonly theme?: 'light' | 'dark' | 'auto';
}

/** What {@link MoonKeyProvider} takes as `config`. Unknown keys are errors. */
export interface MoonKeyConfig {
  /** Default `['email']`. */
  readonly loginMethods?: readonly LoginMethod[];
  readonly emailOtp?: EmailOtpConfig;
  readonly appearance?: AppearanceConfig;
  /** The URL of your backend's auth routes, or your own backend. Default `/api/auth`. */
  readonly backend?: string | Backend;
  /** Called by `start()` in place of the built-in dialog. */
  readonly onStart?: (params: StartParams) => void;
}
