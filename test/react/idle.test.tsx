import { act, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { IDBFactory } from 'fake-indexeddb';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createAuth } from '../../src/engine/index.js';
import { MoonKeyProvider, useIdleWarning, useMoonKey } from '../../src/react/index.js';
import { createFakeBackend, createFakeTabs } from '../../src/testing/index.js';
import { modes } from './support/world.js';

const MINUTE = 60_000;

function App() {
  const { isAuthenticated } = useMoonKey();
  const warning = useIdleWarning();
  if (!isAuthenticated) return <p>Nobody</p>;
  if (!warning) return <p>At work</p>;
  const left = Math.round((warning.endsAt - now()) / 1_000);
  return <button onClick={warning.stayActive}>{`Stay? ${left} s`}</button>;
}
let now: () => number;

it.each(modes)(
  'useIdleWarning warns, takes it back, and the session ends, $mode',
  async ({ Mode }) => {
    const [tab] = createFakeTabs(1, { indexedDB: new IDBFactory() });
    if (!tab) throw new Error('no tab');
    const { clock, environment } = tab;
    now = () => clock.now();
    const backend = createFakeBackend({ now });
    const idle = { after: 15 * MINUTE, warnBefore: MINUTE };
    const auth = createAuth({ publishableKey: 'pk_test_1', backend, environment, idle });
    onTestFinished(() => auth.dispose());
    const { methodId } = await auth.sendCode({ email: 'ada@example.test' });
    await auth.signIn({ methodId, code: backend.code });
    render(
      <Mode>
        <MoonKeyProvider auth={auth}>
          <App />
        </MoonKeyProvider>
      </Mode>,
    );
    const pass = (ms: number) => act(() => clock.advance(ms));
    expect(screen.getByText('At work')).toBeVisible();
    await pass(14 * MINUTE);
    await userEvent.click(screen.getByText('Stay? 60 s'));
    expect(await screen.findByText('At work')).toBeVisible();
    await pass(14 * MINUTE);
    expect(screen.getByText('Stay? 60 s')).toBeVisible();
    await pass(MINUTE);
    await vi.waitFor(() => expect(screen.getByText('Nobody')).toBeVisible());
    expect(auth.getView()).toMatchObject({ reason: 'idle' });
  },
);
