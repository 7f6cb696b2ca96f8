import type { User } from '../../machines/index.js';
import { aFunction, aText, anObject, createChecker, required } from '../../options/index.js';
import { people } from '../../testing/paths/people.js';
import { dialogParts } from '../../testing/playwright/dialog-parts.js';
import type { CommandName } from './chainable.js';
import type { Chain } from './cypress.js';
import { theCy, theCypress } from './cypress.js';
import type { CypressDriver } from './driver.js';
import { expectOnScreen } from './expect-on-screen.js';
import { makeFreshDevice } from './fresh-device.js';
import type { CypressServer } from './server.js';
import { serve } from './server.js';

/** What {@link moonKeyCommands} takes. */
export interface MoonKeyCommandOptions {
  /** How a test works your app. */
  readonly driver: CypressDriver;
  /** Where the app's backend is, on whatever host: its requests are answered. Default `/api/auth`. */
  readonly backend?: string;
}

const { check, fail } = createChecker('moonKeyCommands');

/**
 * Adds commands to Cypress: `cy.moonKeySignedIn()`, `cy.moonKeyServerDown()`, `cy.moonKeyLogOut()`,
 * `cy.moonKeyExpectNobody()` and their like, typed on `cy`.
 *
 * @throws ConfigurationError.
 * @example
 * ```ts
 * // cypress/support/e2e.ts
 * import { moonKeyCommands } from '@moon-key/react-auth/cypress'
 *
 * moonKeyCommands({ driver })
 *
 * // cypress/e2e/logout.cy.ts
 * it('logs out though the server is down', () => {
 *   cy.moonKeySignedIn()
 *   cy.moonKeyServerDown()
 *   cy.moonKeyLogOut()
 *   cy.moonKeyExpectNobody()
 * })
 * ```
 */
export function moonKeyCommands(options: MoonKeyCommandOptions): void {
  const { driver, backend } = checked(options);
  const cypress = theCypress();
  let server: CypressServer | null = null;
  cypress.on('test:before:run', () => {
    server = null;
  });
  const served = (): Chain<CypressServer> =>
    server
      ? theCy().wrap(server, { log: false })
      : serve(backend).then((started) => (server = started));
  const all: Readonly<Record<CommandName, (...given: never[]) => Chain>> = {
    moonKeyServer: served,
    moonKeySignedIn: (user: User = people.ada) => signedIn(driver, served, user),
    moonKeyLogOut: () => and(driver.logOut()),
    moonKeyExpectNobody: () => and(expectOnScreen(driver, null)),
    moonKeyExpectUser: (email: string = people.ada.email) => and(expectOnScreen(driver, email)),
    moonKeyServerDown: () => and(served().then((backendOfTest) => backendOfTest.goDown())),
    moonKeyServerUp: () => {
      served().then((backendOfTest) => backendOfTest.comeBack());
      const told = theCy().window({ log: false });
      return and(told.then((page) => void page.dispatchEvent(new Event('online'))));
    },
  };
  for (const [name, run] of Object.entries(all)) cypress.Commands.add(name, run);
}

/** What a command yields that yields nothing: `cy` has queued the rest. */
function and(_queued: unknown): Chain<null> {
  return theCy().wrap(null, { log: false });
}

function signedIn(
  driver: CypressDriver,
  served: () => Chain<CypressServer>,
  user: User,
): Chain<User> {
  makeFreshDevice();
  return served().then(({ code }) => {
    driver.open();
    expectOnScreen(driver, null);
    signIn(driver, user, code);
    expectOnScreen(driver, user.email);
    return theCy().wrap(user, { log: false });
  });
}

function checked(options: MoonKeyCommandOptions): Required<MoonKeyCommandOptions> {
  check(options, { driver: required(anObject), backend: aText });
  const { driver, backend = '/api/auth' } = options;
  for (const name of ['open', 'logOut', 'whoIsLoggedIn'] as const)
    if (aFunction(driver[name]) !== null) fail('driver', `needs "${name}", a function`);
  if (!driver.signIn && !driver.start)
    fail('driver', 'needs "start", which opens the dialog, or "signIn" for a form of its own');
  return { driver, backend };
}

/** Signs in through the app's own form, or the package's dialog. */
function signIn({ signIn: own, start }: CypressDriver, user: User, code: string): void {
  if (own) {
    own({ user, code });
    return;
  }
  start?.();
  theCy().get(dialogParts.email).type(user.email);
  theCy().get(dialogParts.submit).click();
  theCy().get(dialogParts.code).type(code);
}
