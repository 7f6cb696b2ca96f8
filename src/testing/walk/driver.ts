import type { User } from '../../machines/index.js';

/** Whom an app shows: an e-mail address, null for "nobody is signed in", undefined for neither. */
export type Shown = string | null | undefined;

/** How a runner works an app: the few lines that only its author can write. */
export interface AuthDriver<Page> {
  /** Opens the app. */
  open(page: Page): unknown;
  /** Closes it again, so that the next path finds nothing of it. */
  close?(page: Page): unknown;
  /** Does what a user does to log out: a click, mostly. */
  logOut(page: Page): unknown;
  /**
   * Does what a user does to sign in. Default: the engine's own `sendCode` and `signIn`, where the
   * runner has the engine in hand; otherwise paths on which somebody signs in are left out.
   */
  signIn?(page: Page, who: { readonly user: User; readonly code: string }): unknown;
  /** Whom the app shows as signed in: see {@link Shown}. */
  whoIsLoggedIn(page: Page): Shown | Promise<Shown>;
  /** All text that can be read on the screen. Default: that of the document's body. */
  visibleText?(page: Page): string | Promise<string>;
}
