import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ComponentType } from 'react';
import { MoonKeyProvider } from '../../../src/react/index.js';
import type { AuthDriver, FakePageUnderTest } from '../../../src/testing/index.js';

/** The one driver of all these apps. */
export const driverOf = (App: ComponentType): AuthDriver<FakePageUnderTest> => ({
  open({ auth }) {
    localStorage.clear();
    render(
      <MoonKeyProvider auth={auth}>
        <App />
      </MoonKeyProvider>,
    );
  },
  close: cleanup,
  logOut: () => void fireEvent.click(screen.getByText('Log out')),
  whoIsLoggedIn: () =>
    screen.queryByTestId('user')?.textContent ??
    (screen.queryByText('You are logged out.') ? null : undefined),
});
