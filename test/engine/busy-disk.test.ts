import { expect, test, vi } from 'vitest';
import type { Auth, AuthOptions } from '../../src/engine/index.js';
import { createFakeCrypto } from '../../src/testing/kit/fake-crypto.js';
import { createGatedDatabase } from '../../src/testing/kit/gated-database.js';
import { createVirtualClock } from '../../src/testing/kit/virtual-clock.js';
import { createDevice, createServer, SECRETS, signIn, viewOf } from '../support/device.js';
import { errorOf } from './support/tab.js';
import { settle } from './support/time.js';

const bob = 'bob@example.com';
const COMMITTING = { signingIn: 'committing' } as const;
const machineOf = ({ actor }: Auth) => actor.getSnapshot();
const heldBy = (auth: Auth) => machineOf(auth).context.session?.generation;

/** A device whose disk alone takes time: crypto answers at once, and nobody waits for a clock. */
function createBusyDevice() {
  const device = createDevice();
  const server = createServer();
  const clock = createVirtualClock(Date.now());
  const crypto = createFakeCrypto();
  const gate = createGatedDatabase(device.indexedDB);
  const open = (indexedDB: IDBFactory, options: Partial<AuthOptions> = {}) => {
    const { environment } = device.environment({ indexedDB, clock, crypto });
    return device.openTab({ ...options, environment, backend: server.backend }).auth;
  };
  return { device, server, clock, gate, open };
}

/** Waits until a sign-in has asked the disk for its transaction. */
async function untilCommitting(auth: Auth): Promise<void> {
  await vi.waitFor(() => expect(machineOf(auth).matches(COMMITTING)).toBe(true));
  await settle();
}

const emailsOf = (sessions: ReadonlyMap<string, { readonly email: string }>) =>
  [...sessions.values()].map(({ email }) => email);

test('a sign-in that was given up while the disk was busy replaces nobody who has signed in since', async () => {
  const { device, server, clock, gate, open } = createBusyDevice();
  const timeouts = { commitTimeout: 10_007 };
  const [slow, other] = [open(gate.indexedDB, { timeouts }), open(device.indexedDB)];
  await Promise.all([slow, other].map((auth) => viewOf(auth, ({ ready }) => ready)));
  gate.set('silent');
  const failure = errorOf(signIn(slow, SECRETS.email));
  await untilCommitting(slow);
  await clock.expire(timeouts.commitTimeout);
  expect(await failure).toMatchObject({ code: 'timed_out' });

  await signIn(other, bob);
  gate.set('answers');

  await viewOf(slow, ({ isAuthenticated }) => isAuthenticated);
  expect(slow.getView()).toMatchObject({ user: { email: bob } });
  expect(other.getView()).toMatchObject({ user: { email: bob } });
  await vi.waitFor(() => expect(emailsOf(server.sessions)).toEqual([bob]));
  expect((await device.dump())['session']).toMatchObject([{ generation: heldBy(other) }]);
});
