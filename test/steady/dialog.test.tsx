// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { MoonKeyProvider, useMoonKey } from '@moon-key/react-auth';
import { drivers, generateAuthPaths, walkAuthPath } from '@moon-key/react-auth/testing';
import type { FakePageUnderTest } from '@moon-key/react-auth/testing';
import { rounds } from './rounds.js';

const paths = generateAuthPaths({ by: ['user', 'server', 'otherTab', 'time'] });

/** An app that signs in through the package's own dialog. */
function App() {
  const { ready, user, logout, start } = useMoonKey();
  if (!ready) return <p>One moment…</p>;
  if (!user) return <button onClick={start}>Log in</button>;
  return (
    <>
      <p data-testid="user">{user.email}</p>
      <button onClick={() => void logout().catch(() => undefined)}>Log out</button>
    </>
  );
}

const driver = drivers.dialog<FakePageUnderTest>({
  open: ({ auth }) =>
    render(<App />, { wrapper: (props) => <MoonKeyProvider auth={auth} {...props} /> }),
  close: cleanup,
  start: () => fireEvent.click(screen.getByText('Log in')),
  logOut: () => fireEvent.click(screen.getByText('Log out')),
  whoIsLoggedIn: () =>
    screen.queryByTestId('user')?.textContent ?? (screen.queryByText('Log in') ? null : undefined),
});

it.each(rounds)(
  "all default paths pass through the package's own dialog, round %i",
  { timeout: 600_000 },
  async () => {
    const failed: string[] = [];
    for (const path of paths)
      await walkAuthPath(path, driver).catch((error: Error) => {
        failed.push(`${path.name}\n${error.message}`);
      });
    expect(failed).toEqual([]);
  },
);
