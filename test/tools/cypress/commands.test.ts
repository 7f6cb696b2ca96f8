import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { moonKeyCommands } from '@moon-key/react-auth/cypress';
import { chromiumArgs, chromiumPath } from '../../../scripts/chromium.js';
import { runSpecs } from './run-specs.js';

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] });
});
afterAll(() => browser.close());

const app = `import { createRoot } from 'react-dom/client';
import { MoonKeyProvider, useMoonKey } from '@moon-key/react-auth';

function App() {
  const { ready, user, logout, start } = useMoonKey();
  const greeted = sessionStorage.getItem('greeted');
  if (user) sessionStorage.setItem('greeted', user.email);
  if (!ready) return <p>One moment…</p>;
  if (!user)
    return <button onClick={start} title={location.hash === '#buggy' ? greeted : ''}>Log in</button>;
  return <p><b data-testid="user">{user.email}</b> <button onClick={logout}>Log out</button></p>;
}

createRoot(document.querySelector('#root')!).render(
  <MoonKeyProvider publishableKey="pk_test_cypress"><App /></MoonKeyProvider>,
);
`;

const spec = `import { moonKeyCommands } from '@moon-key/react-auth/cypress';

let where = '/';
moonKeyCommands({
  driver: {
    open: () => cy.visit(where),
    start: () => cy.contains('Log in').click(),
    logOut: () => cy.contains('Log out').click(),
    whoIsLoggedIn: (page) =>
      page.querySelector('[data-testid=user]')?.textContent ??
      (page.body.textContent.includes('Log in') ? null : undefined),
  },
});

const ada = 'ada@example.test';
const hurry = () => cy.wrap(null).then(() => Cypress.config('defaultCommandTimeout', 300));
const sessions = () => cy.moonKeyServer().invoke('sessionsOf', ada);

it('logs out', () => {
  cy.moonKeySignedIn();
  cy.moonKeyExpectUser();
  sessions().should('equal', 1);
  cy.moonKeyLogOut();
  cy.moonKeyExpectNobody();
  sessions().should('equal', 0);
});

it('a server that is down is told later', () => {
  cy.moonKeySignedIn();
  cy.moonKeyServerDown();
  cy.moonKeyLogOut();
  cy.moonKeyExpectNobody();
  sessions().should('equal', 1);
  cy.moonKeyServerUp();
  sessions().should('equal', 0);
});

it('leaves somebody signed in', () => {
  cy.moonKeySignedIn();
});

it('begins on a device that knows nobody', () => {
  cy.moonKeySignedIn({ id: 'user_x', email: 'x@example.test' });
  cy.moonKeyExpectUser('x@example.test');
});

it('scripts failures', () => {
  cy.moonKeyServer().then((server) => server.failNext('revoke', 500));
  cy.moonKeySignedIn();
  cy.moonKeyLogOut();
  cy.moonKeyServer().then(({ calls }) => {
    if (!calls.some(({ verb }) => verb === 'verifyCode')) throw new Error('another server');
  });
  cy.moonKeyExpectNobody();
});

it('the wrong user', () => {
  cy.moonKeySignedIn();
  hurry();
  cy.moonKeyExpectUser('grace@example.test');
});

it('who is left on the screen', () => {
  where = '/#buggy';
  cy.moonKeySignedIn();
  cy.moonKeyLogOut();
  hurry();
  cy.moonKeyExpectNobody();
});
`;

describe('the commands for Cypress, in a stand-in of it', { timeout: 60_000 }, () => {
  it('work the app and its server, and find what is wrong', async () => {
    const here = new URL('.', import.meta.url).pathname;
    expect(await runSpecs(browser, spec, app, here)).toEqual({
      'logs out': null,
      'a server that is down is told later': null,
      'leaves somebody signed in': null,
      'begins on a device that knows nobody': null,
      'scripts failures': null,
      'the wrong user':
        'While authenticated, the app must show grace@example.test as signed in; it shows ada@example.test signed in.',
      'who is left on the screen':
        'While loggedOut, the app still shows data of ada@example.test, who is not signed in.',
    });
  });
});

describe('moonKeyCommands', () => {
  const driver = { open: () => null, logOut: () => null, whoIsLoggedIn: () => null };

  it.each([
    [{}, /"driver" is required|"driver" must/],
    [{ driver }, /"driver" needs "start", which opens the dialog, or "signIn"/],
    [{ driver: { ...driver, logOut: 'a click' } }, /"driver" needs "logOut", a function/],
    [{ driver, backend: '' }, /"backend" must be a string/],
  ])('says what is wrong with %j', (options, message) => {
    expect(() => moonKeyCommands(options as never)).toThrow(message);
  });

  it('says where it belongs', () => {
    const whole = { driver: { ...driver, start: () => null } };
    expect(() => moonKeyCommands(whole)).toThrow(/Call it in cypress\/support\/e2e\.ts/);
  });
});
