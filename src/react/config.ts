import type { IdleOptions, RequestOptions } from '../engine/index.js';
import type { Backend } from '../services/backend.js';
import type { DialogTexts } from './dialog-texts.js';
import type { LoginMethod } from './login-method.js';
import type { StartParams } from './start-params.js';

/** How one-time codes behave, as your backend has set them, and what the dialog says about them. */
export interface EmailOtpConfig {
  /** How long a code is good for, in seconds. Default 600. */
  readonly expiresIn?: number;
  /** How long until another code can be asked for, in seconds. Default 60. */
  readonly resendCodeTime?: number;
  /** Closes the dialog at once, without "You are signed in". Default false. */
  readonly skipVerifiedSuccess?: boolean;
  /** How long "You are signed in" stays, in ms. Default 1,500. */
  readonly verifiedDisplayTime?: number;
  /** The title above the field for the code. */
  readonly verifyEmailTitle?: string;
  /** The title once another code was sent. */
  readonly verifyEmailResendTitle?: string;
  /** Said to a user who has just signed up. */
  readonly verifiedNewUserMessage?: string;
  /** Said to a user who was here before. */
  readonly verifiedExistingUserMessage?: string;
  /** The title once the code was right. */
  readonly verifiedSuccessMessage?: string;
}

/** How the built-in dialog looks. Colours are CSS variables: see `docs/react.md`. */
export interface AppearanceConfig {
  /** The address of an image. Default: a plain mark. */
  readonly logo?: string;
  /** Default `Sign in`, in the dialog's language. */
  readonly loginHeaderTitle?: string;
  /** The line under the title. */
  readonly loginHeaderDescription?: string;
  /** `auto` follows the system. Default `auto`. */
  readonly theme?: 'light' | 'dark' | 'auto';
}

/** Wallets are none of this package's business: accepted, so that a config need not be rewritten. */
export interface EmbeddedWalletsConfig {
  /** Default `none`. With `always`, development warns that no wallet is made. */
  readonly createOnLogin?: 'always' | 'none';
}

/** What {@link MoonKeyProvider} takes as `config`. */
export interface MoonKeyConfig extends RequestOptions {
  /** Default `['email']`. */
  readonly loginMethods?: readonly LoginMethod[];
  readonly emailOtp?: EmailOtpConfig;
  readonly appearance?: AppearanceConfig;
  readonly embeddedWallets?: EmbeddedWalletsConfig;
  /** The URL of your backend's auth routes, or your own backend. Default `/api/auth`. */
  readonly backend?: string | Backend;
  /**
   * Ends a session whose user is away for so long, in ms: `useIdleWarning` warns before. Default: never.
   * Read once, as the engine is made.
   */
  readonly idle?: IdleOptions;
  /** `none`: no token is kept in the page; see `createAuth`. Default `page`. Read once. */
  readonly tokens?: 'page' | 'none';
  /** Called by `start()` in place of the built-in dialog. */
  readonly onStart?: (params: StartParams) => void;
  /**
   * The language of the dialog: `en`, `de`, `fr`, `es`, `ja` or `ar`, with or without a region.
   * Default: the page's `lang`, then English.
   */
  readonly locale?: string;
  /** Texts of the dialog, in place of its own. */
  readonly texts?: Partial<DialogTexts>;
  /** For devices that people share: the browser keeps no address that was typed. Default false. */
  readonly sharedDevice?: boolean;
  /**
   * The dialog asks whether to stay signed in, with a checkbox that is checked. Without the check the
   * session ends with the last tab. Default false.
   */
  readonly rememberMe?: boolean;
}
