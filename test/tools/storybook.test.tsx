import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { useAuthSelector, useMoonKey } from '@moon-key/react-auth';
import { moonKeyPreview, moonKeyStates, withMoonKey } from '@moon-key/react-auth/storybook';
import { moonKeyDevtools } from '@moon-key/react-auth/devtools';
import { MoonKeyTestProvider } from '@moon-key/react-auth/testing';

function Story() {
  const { ready, isAuthenticated, logout } = useMoonKey();
  const pendingRevocations = useAuthSelector((view) => view.pendingRevocations);
  const storage = useAuthSelector((view) => view.storage);
  return (
    <button onClick={() => void logout()}>
      {[ready, isAuthenticated, pendingRevocations, storage].join(' ')}
    </button>
  );
}

const within = (globals: object, parameters: object = {}) =>
  withMoonKey(Story, { globals: { ...globals }, parameters: { ...parameters } });

it.each([
  ['authenticated', 'true true 0 indexeddb'],
  ['loggedOut', 'true false 0 indexeddb'],
  ['initializing', 'false false 0 indexeddb'],
  ['signingIn', 'true false 0 indexeddb'],
  ['loggingOut', 'true false 0 indexeddb'],
  ['queued', 'true false 1 indexeddb'],
  ['memoryOnly', 'true true 0 memory'],
])('a story stands in the state that the toolbar says: %s', (moonKey, shown) => {
  expect(Object.keys(moonKeyStates)).toContain(moonKey);
  render(within({ moonKey }));
  expect(screen.getByRole('button').textContent).toBe(shown);
});

it('a story may ask for a state of its own, changes with the toolbar, and logs out for real', async () => {
  const { rerender } = render(within({ moonKey: 'loggedOut' }, { moonKey: 'authenticated' }));
  fireEvent.click(screen.getByText('true true 0 indexeddb'));
  await waitFor(() => screen.getByText('true false 0 indexeddb'));
  rerender(within({ moonKey: 'initializing' }));
  screen.getByText('false false 0 indexeddb');
  expect(() => within({ moonKey: 'lost' })).toThrow(/must be one of authenticated, loggedOut/);
  expect(moonKeyPreview.initialGlobals).toEqual({ moonKey: 'authenticated' });
});

it('TanStack Devtools shows the inspector in its own panel', async () => {
  const { id, name, render: panel } = moonKeyDevtools();
  expect({ id, name }).toEqual({ id: 'moonkey', name: 'MoonKey' });
  const { container } = render(<MoonKeyTestProvider>{panel}</MoonKeyTestProvider>);
  await waitFor(() => {
    const host = container.querySelector('[data-moonkey-inspector]');
    expect(host?.shadowRoot?.querySelector('.panel')?.getAttribute('data-dock')).toBe('inline');
  });
});
