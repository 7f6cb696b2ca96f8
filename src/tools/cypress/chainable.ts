import type { User } from '../../machines/index.js';
import type { CypressServer } from './server.js';

declare global {
  // Cypress's own types are such a namespace, and only a namespace is added to them.
  // oxlint-disable-next-line typescript/no-namespace
  namespace Cypress {
    interface Chainable<Subject> {
      /**
       * Opens the app on a device that knows nobody, and signs somebody in through it. Default: Ada.
       * The app's backend is answered in memory from then on.
       */
      moonKeySignedIn(user?: User): Chainable<User>;
      /** Logs out as a user does. */
      moonKeyLogOut(): Chainable<null>;
      /** Waits until the app says that nobody is signed in, and shows nothing of anybody. */
      moonKeyExpectNobody(): Chainable<null>;
      /** Waits until the app shows this person, Ada by default, and nothing of anybody else. */
      moonKeyExpectUser(email?: string): Chainable<null>;
      /** The backend in memory; from the first call to the end of the test it answers the app. */
      moonKeyServer(): Chainable<CypressServer>;
      /** From now on, no request reaches the backend. */
      moonKeyServerDown(): Chainable<null>;
      /** It can be reached again, and the app is told that the network is back. */
      moonKeyServerUp(): Chainable<null>;
    }
  }
}

/** The names of the commands. */
export type CommandName = Extract<keyof Cypress.Chainable<unknown>, `moonKey${string}`>;
