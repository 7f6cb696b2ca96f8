import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { type MoonKey, useMoonKey } from '../../src/react/index.js';
import { createWorld } from './support/world.js';

test('a JWT that a server has refused is exchanged for another one', async () => {
  const world = createWorld();
  await world.visitEarlier();
  let moonKey: MoonKey | undefined;
  function App() {
    moonKey = useMoonKey();
    return moonKey.status;
  }
  world.renderApp(<App />);
  await screen.findByText('authenticated');

  const first = await act(() => moonKey?.getSessionTokens());
  const again = await act(() => moonKey?.getSessionTokens());
  const other = await act(() => moonKey?.getSessionTokens({ refresh: true }));
  expect(again).toEqual(first);
  expect(other?.sessionToken).toBe(first?.sessionToken);
  expect(other?.sessionJwt).not.toBe(first?.sessionJwt);
});
