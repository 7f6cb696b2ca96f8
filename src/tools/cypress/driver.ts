import type { User } from '../../machines/index.js';
import type { Shown } from '../../testing/index.js';

/** How Cypress works your app. Whatever these do with `cy` is waited for. */
export interface CypressDriver {
  /** Opens the app: `cy.visit('/')`. */
  readonly open: () => unknown;
  /** What a user does to open the package's own dialog. Needed where there is no `signIn`. */
  readonly start?: () => unknown;
  /** What a user does to sign in, in an app with a form of its own. Default: through the dialog. */
  readonly signIn?: (who: { readonly user: User; readonly code: string }) => unknown;
  /** What a user does to log out. */
  readonly logOut: () => unknown;
  /**
   * Whom the app's document shows as signed in: an e-mail address, null for nobody, undefined for
   * neither. It is asked again and again, so it looks and does not wait.
   */
  readonly whoIsLoggedIn: (document: Document) => Shown;
}
