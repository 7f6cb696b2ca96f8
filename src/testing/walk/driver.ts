import type { User } from '../../machines/index.js';
import type { AuthStep } from '../paths/index.js';

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
  /**
   * All text that people can perceive. Default: what can be read, the title, the values of inputs, and
   * what stands in `alt`, `aria-label`, `title` and the like.
   */
  visibleText?(page: Page): string | Promise<string>;
  /**
   * Looks for what only your app knows, after every step: throw where something is wrong, as any
   * assertion does. It is asked again until it passes or the app's patience is over.
   */
  check?(page: Page, step: AuthStep): unknown;
  /** How facts of your own are made to happen, by id. */
  readonly facts?: Readonly<Record<string, (page: Page) => unknown>>;
}
