import type { AuthDriver, FakePageUnderTest } from '@moon-key/react-auth/testing';
import { MoonKeyProvider } from '@moon-key/react-auth';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { App } from './App';

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
