import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFakeApi, USER_ID } from './support/fake-api.js';
import type { FakeApi } from './support/fake-api.js';
import { handlerOver, post, read } from './support/handler.js';
import { bearer, failure, now, sign, signIn, success } from './support/logout.js';

let api: FakeApi;
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => api.reset());

describe('logout everywhere', () => {
  it('revokes all sessions of the user, a few at a time, and nobody else’s', async () => {
    const own = api.addSession();
    for (let count = 0; count < 20; count += 1) api.addSession({ started_at: now() - count });
    const foreign = api.addSession({ user_id: 'user_2' });
    let inFlight = 0;
    let most = 0;
    const { handler } = handlerOver(api, {
      fetch: async (input, init) => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        return fetch(input, init).finally(() => {
          inFlight -= 1;
        });
      },
    });
    expect(
      await read(await handler(post('/logout', { scope: 'everywhere' }, bearer(own.token)))),
    ).toEqual(success);
    expect([...api.sessions.keys()]).toEqual([foreign.id]);
    expect(most).toBe(4);
  });

  it('by ticket leaves sessions alone that began after the user asked', async () => {
    const { handler } = handlerOver(api);
    const { everywhereTicket } = await signIn(handler);
    api.addSession({ started_at: now() - 100 });
    const later = api.addSession({ started_at: now() - 10 });
    const foreign = api.addSession({ user_id: 'user_2', started_at: now() - 100 });
    expect(
      await read(await handler(post('/logout', { ticket: everywhereTicket, age: 60 }, {}))),
    ).toEqual(success);
    expect([...api.sessions.keys()]).toEqual([later.id, foreign.id]);
  });

  it('ends the ticket’s own session even when the API’s clock is ahead', async () => {
    const { handler } = handlerOver(api);
    const { everywhereTicket } = await signIn(handler);
    for (const session of api.sessions.values()) session.started_at += 30;
    expect(await read(await handler(post('/logout', { ticket: everywhereTicket })))).toEqual(
      success,
    );
    expect(api.sessions.size).toBe(0);
  });

  it('is retryable after a partial failure, with the same token', async () => {
    const own = api.addSession();
    for (let count = 0; count < 6; count += 1) api.addSession();
    const { handler, errors } = handlerOver(api);
    api.fail('delete', { status: 500 }, { status: 500 });
    expect(
      await read(await handler(post('/logout', { scope: 'everywhere' }, bearer(own.token)))),
    ).toEqual(failure);
    expect(errors.map(({ code, message }) => ({ code, message }))).toEqual([
      { code: 'revocation_incomplete', message: '2 of 6 sessions could not be revoked' },
    ]);
    expect(api.sessions.size).toBe(3);
    expect(api.sessions.has(own.id)).toBe(true);
    expect(
      await read(await handler(post('/logout', { scope: 'everywhere' }, bearer(own.token)))),
    ).toEqual(success);
    expect(api.sessions.size).toBe(0);
  });

  it('by ticket ends the ticket’s own session even when another cannot be ended', async () => {
    const { handler } = handlerOver(api);
    const stuck = api.addSession();
    const { everywhereTicket } = await signIn(handler);
    const { handler: hindered } = handlerOver(api, {
      fetch: (input, init) =>
        typeof init?.body === 'string' && init.body.includes(`"${stuck.id}"`)
          ? Promise.resolve(new Response('', { status: 500 }))
          : fetch(input, init),
    });
    const request = (): Request => post('/logout', { ticket: everywhereTicket });
    expect(await read(await hindered(request()))).toEqual(failure);
    expect([...api.sessions.keys()]).toEqual([stuck.id]);
    expect(await read(await handler(request()))).toEqual(success);
    expect(api.sessions.size).toBe(0);
  });

  it('is retryable when the sessions cannot be listed', async () => {
    const own = api.addSession();
    const { handler } = handlerOver(api);
    api.fail('list', { status: 500 });
    expect(
      await read(await handler(post('/logout', { scope: 'everywhere' }, bearer(own.token)))),
    ).toEqual(failure);
    expect(api.sessions.size).toBe(1);
  });

  it('of a deleted user is done', async () => {
    const { handler } = handlerOver(api);
    const ticket = await sign({ scope: 'everywhere', uid: USER_ID });
    api.fail('list', { status: 404 });
    expect(await read(await handler(post('/logout', { ticket })))).toEqual(success);
  });

  it('does not claim success for a token that no longer tells whose sessions to end', async () => {
    const other = api.addSession();
    const { handler } = handlerOver(api);
    expect(
      await read(await handler(post('/logout', { scope: 'everywhere' }, bearer('gone')))),
    ).toEqual({
      status: 401,
      body: { error: 'Session ended', code: 'session_ended' },
    });
    expect(api.sessions.has(other.id)).toBe(true);
  });
});
