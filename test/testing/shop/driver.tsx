import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MoonKeyProvider } from '../../../src/react/index.js';
import type { AuthDriver, FakePageUnderTest } from '../../../src/testing/index.js';
import type { Bug } from './bugs.js';
import { Shop } from './shop.js';
import { openSockets } from './sockets.js';

const click = (text: string) => fireEvent.click(screen.getByText(text));
const out = () => (screen.queryByText('You are logged out.') ? null : undefined);

/** How the shop is worked, and what only its author knows: under twenty lines. */
export const driverOf = (bug: Bug | null): AuthDriver<FakePageUnderTest> => ({
  open({ auth }) {
    localStorage.clear();
    openSockets.clear();
    render(<Shop bug={bug} />, { wrapper: (props) => <MoonKeyProvider auth={auth} {...props} /> });
  },
  close: cleanup,
  logOut: () => ['Account', 'Log out'].forEach(click),
  whoIsLoggedIn: () => screen.queryByTestId('user')?.textContent ?? out(),
  check(_, { label, visible: { isAuthenticated } }) {
    if (openSockets.size !== Number(isAuthenticated)) throw new Error('a socket is open');
    if (/accepted|confirms/.test(label) && document.querySelector('[data-page="/account"]'))
      throw new Error('a newcomer is shown the account page');
  },
});
