import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Environment } from '../../src/services/environment.js';
import type { SignInError } from '../../src/engine/index.js';
import { createBackend } from '../../src/services/index.js';
import { createDevice } from '../support/device.js';
import { CODE, type FakeApi, startFakeApi } from './support/fake-api.js';
import { handlerOver, post, read, SITE } from './support/handler.js';

let api: FakeApi;
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => api.reset());

const patience = { timeout: 30_000 };
const goodCode = { methodId: 'email_1', code: CODE };
const disks: [string, Partial<Environment>][] = [
  ['on the disk', {}],
  ['in memory', { indexedDB: undefined }],
];

/** A page whose engine speaks to the handler, and this to the API. */
function openPage(environment: Partial<Environment>) {
  const { handler } = handlerOver(api);
  const fetch: typeof globalThis.fetch = (input, init) => {
    const request = new Request(input, init);
    request.headers.set('Origin', SITE);
    return handler(request);
  };
  const backend = createBackend(`${SITE}/api/auth`, fetch);
  return createDevice().openTab({ backend, environment });
}

it.each(disks)(
  'a session that a failing sign-in has left at the API is revoked, by a ticket %s',
  async (_, environment) => {
    const { auth } = openPage(environment);
    const { methodId } = await auth.sendCode({ email: 'ada@example.com' });
    api.fail('user', { status: 500 });
    api.fail('delete', { status: 500 });
    const failed = await auth
      .signIn({ methodId, code: CODE })
      .catch((error: unknown) => error as SignInError);
    expect(failed).toMatchObject({ name: 'SignInError', code: 'unavailable' });
    expect(api.callsTo('delete').length).toBeGreaterThan(0);
    await vi.waitFor(() => expect(api.sessions.size).toBe(0), patience);
    await vi.waitFor(async () => expect(await auth.getPendingRevocations()).toEqual([]), patience);
    expect(auth.getView()).toMatchObject({ isAuthenticated: false, pendingRevocations: 0 });
    expect(inspect(failed, { depth: 9, showHidden: true })).not.toMatch(/eyJ/);
  },
);

it.each(disks)(
  'a logout everywhere that fails halfway goes on with the ticket in the answer, %s',
  async (_, environment) => {
    const { auth, fire } = openPage(environment);
    const { methodId } = await auth.sendCode({ email: 'ada@example.com' });
    await auth.signIn({ methodId, code: CODE });
    api.setClock(7_200);
    const young = api.addSession();
    api.setClock(7_300);
    api.fail('list', { status: 503 });
    await expect(auth.logoutEverywhere()).rejects.toMatchObject({ code: 'revocation_queued' });
    expect([...api.sessions.keys()]).toEqual([young.id]);
    fire('online');
    await vi.waitFor(() => expect(api.sessions.size).toBe(0), patience);
    await vi.waitFor(async () => expect(await auth.getPendingRevocations()).toEqual([]), patience);
  },
);

it('a sign-in that fails and whose session was revoked brings no ticket', async () => {
  const { handler } = handlerOver(api);
  api.fail('user', { status: 500 });
  expect(await read(await handler(post('/otp/verify', goodCode)))).toEqual({
    status: 502,
    body: { code: 'unavailable', error: 'Authentication service unavailable' },
  });
  expect(api.sessions.size).toBe(0);
});

it.each(['mapUser', 'claims'] as const)(
  'one that fails in %s, and whose session lives on, brings one that can revoke it and nothing more',
  async (hook) => {
    const { handler, errors } = handlerOver(api, {
      [hook]: () => {
        throw new Error('the database is down');
      },
    });
    api.fail('delete', { status: 500 });
    const { status, body } = await read(await handler(post('/otp/verify', goodCode)));
    expect({ status, body }).toEqual({
      status: 502,
      body: { code: 'unavailable', error: expect.any(String), ticket: expect.any(String) },
    });
    expect(errors.map(({ code }) => code)).toEqual(['unexpected', 'session_abandoned']);
    const asToken = { Authorization: `Bearer ${String(body['ticket'])}` };
    expect((await handler(post('/session/refresh', {}, asToken))).status).toBe(401);
    expect(api.sessions.size).toBe(1);
    expect((await handler(post('/logout', { ticket: body['ticket'] }))).status).toBe(200);
    expect(api.sessions.size).toBe(0);
  },
);

it('a refresh that fails in mapUser leaves the session to the tickets that it has', async () => {
  let isDown = false;
  const { handler } = handlerOver(api, {
    slidingSession: true,
    mapUser: (user) => {
      if (isDown) throw new Error('the database is down');
      return user;
    },
  });
  const { body } = await read(await handler(post('/otp/verify', goodCode)));
  isDown = true;
  const bearer = { Authorization: `Bearer ${String(body['sessionToken'])}`, Origin: SITE };
  expect((await handler(post('/session/refresh', { user: true }, bearer))).status).toBe(502);
  expect(api.sessions.size).toBe(1);
  expect((await handler(post('/logout', { ticket: body['ticket'] }))).status).toBe(200);
  expect(api.sessions.size).toBe(0);
});
