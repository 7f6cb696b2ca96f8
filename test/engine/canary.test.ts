import { inspect } from 'node:util';
import { expect, test, vi } from 'vitest';
import type { InspectionEvent } from 'xstate';
import { createDevice, createServer, SECRETS, signIn, viewOf } from '../support/device.js';
import { onRawDisk } from './support/raw-disk.js';

const { email: _, ...secrets } = SECRETS;
const forbidden = new RegExp(`${Object.values(secrets).join('|')}|ticket-sess|everywhere-ada`);

type Snapshot = Record<'context' | 'input' | 'output' | 'error', unknown>;

/** Everything that can be seen of a value: own and hidden properties, causes, maps and sets. */
const seen = (value: unknown) =>
  inspect(value, { depth: 12, showHidden: true, maxArrayLength: null, maxStringLength: null });

test('planted secrets show nowhere through a whole life with failures', async () => {
  const device = createDevice();
  const server = createServer();
  const records: string[] = [];
  const lines: string[] = [];
  const errors: unknown[] = [];
  const reported: unknown[] = [];
  const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((method) =>
    vi.spyOn(console, method).mockImplementation((...args) => void lines.push(seen(args))),
  );
  const note = (error: unknown) => void errors.push(error);

  const options = {
    backend: server.backend,
    inspect(event: InspectionEvent) {
      // What is left out is the chart itself.
      if ('event' in event) records.push(seen(event.event));
      if ('snapshot' in event) {
        const { context, input, output, error } = event.snapshot as unknown as Snapshot;
        records.push(seen([context, input, output, error]));
      }
      records.push(JSON.stringify(event));
    },
    environment: { reportError: (error: unknown) => void reported.push(error) },
  };
  const { auth, fire } = device.openTab(options);
  auth.on('*', (notice) => void records.push(seen(notice)));
  auth.subscribe((view) => {
    records.push(seen(view));
    throw new Error('a listener that throws');
  });
  auth.actor.subscribe((snapshot) => {
    records.push(seen([snapshot.value, snapshot.context]));
    records.push(JSON.stringify(auth.actor.getPersistedSnapshot()));
  });
  await viewOf(auth, ({ ready }) => ready);

  await auth.signIn({ methodId: SECRETS.email, code: `${SECRETS.code}0` }).catch(note);
  server.script.verifyCode = 'network';
  await signIn(auth).catch(note);
  server.script.verifyCode = 'ok';
  server.jwtLife = 5;
  await signIn(auth);
  server.script.refresh = 503;
  await auth.getSessionTokens();
  server.script.refresh = 'ok';
  await auth.getSessionTokens();
  await auth.signIn({ methodId: 'bob@example.com', code: SECRETS.code });
  auth.addCleaner('broken', () => Promise.reject(new Error('broken')));
  auth.addLogoutGuard(() => Promise.reject(new Error('broken')));
  server.script.revoke = 'network';
  await auth.logout().catch(note);
  records.push(seen(await auth.getPendingRevocations()));
  server.script.revoke = 'ok';
  fire('online');
  await viewOf(auth, ({ pendingRevocations }) => pendingRevocations === 0);

  await signIn(auth);
  await onRawDisk(device, (store) => store('keys').clear());
  auth.dispose();
  const again = device.openTab(options);
  await viewOf(again.auth, ({ ready }) => ready);
  await signIn(again.auth);
  server.script.revoke = 403;
  await again.auth.logout().catch(note);
  for (const spy of spies) spy.mockRestore();

  expect(records.length).toBeGreaterThan(100);
  expect(errors.map((error) => (error as { code: string }).code)).toEqual([
    'code_refused',
    'network',
    'revocation_queued',
    'revocation_refused',
  ]);
  expect(records.filter((record) => forbidden.test(record))).toEqual([]);
  expect(lines.filter((line) => forbidden.test(line))).toEqual([]);
  expect(seen(reported)).not.toMatch(forbidden);
  for (const error of errors)
    expect(`${seen(error)}${JSON.stringify(error)}${(error as Error).stack}`).not.toMatch(
      forbidden,
    );
  expect(JSON.stringify(device.posted)).not.toMatch(forbidden);
  expect(JSON.stringify(device.posted)).not.toContain(SECRETS.email);
  expect(JSON.stringify([...device.items])).not.toMatch(forbidden);
  expect(JSON.stringify([...device.items])).not.toContain(SECRETS.email);
});

test('the canary can sing: a leak into the view would be found', () => {
  expect(seen({ deep: new Map([['x', { token: `${SECRETS.token}-1` }]]) })).toMatch(forbidden);
  expect(seen(new Error('x', { cause: { jwt: SECRETS.jwt } }))).toMatch(forbidden);
});
