import type { Runner } from './heads.js';
import { kit } from './heads.js';

/** The source of a driver to fill in; `importOfApp` is a statement. */
export function writeDriver(runner: Runner, importOfApp: string): string {
  return runner === 'playwright' ? browserDriver : memoryDriver.replace(theApp, importOfApp);
}

/** Where the import of the app goes. */
const theApp = 'IMPORT_OF_APP';

const memoryDriver = `import type { AuthDriver, FakePageUnderTest } from '${kit}';
import { MoonKeyProvider } from '@moon-key/react-auth';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
IMPORT_OF_APP

/** How a test works your app. Change what is different in yours. */
export const driver: AuthDriver<FakePageUnderTest> = {
  open: ({ auth }) =>
    render(
      <MoonKeyProvider auth={auth}>
        <App />
      </MoonKeyProvider>,
    ),
  close: cleanup,
  logOut: () => fireEvent.click(screen.getByText('Log out')),
  // An e-mail address, null where the app says that nobody is signed in, undefined while it loads.
  whoIsLoggedIn: () =>
    screen.queryByTestId('user')?.textContent ?? (screen.queryByText('Log in') ? null : undefined),
};
`;

const browserDriver = `import type { Page } from '@playwright/test';
import { drivers } from '${kit}';

/** How a test works your app, which signs in through the dialog. Change what is different in yours. */
export const driver = drivers.dialog<Page>({
  open: (page) => page.goto('/'),
  start: (page) => page.getByText('Log in').click(),
  logOut: (page) => page.getByText('Log out').click(),
  // An e-mail address, null where the app says that nobody is signed in, undefined while it loads.
  async whoIsLoggedIn(page) {
    const user = page.getByTestId('user');
    if (await user.count()) return user.textContent();
    return (await page.getByText('Log in').count()) ? null : undefined;
  },
});
`;
