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

  it.each([-3600, -2, 2, 3600])(
    'compares with the API’s clock alone, which is %i s ahead',
    async (ahead) => {
      for (const atOnce of [false, true]) {
        api.reset();
        api.setClock(ahead);
        if (atOnce) api.endAllAtOnce();
        const { handler } = handlerOver(api);
        const { everywhereTicket } = await signIn(handler);
        const there = now() + ahead;
        api.addSession({ started_at: there - 100 });
        api.addSession({ started_at: there - 60 });
        const later = api.addSession({ started_at: there - 30 });
        const ticket = { ticket: everywhereTicket, age: 60 };
        expect(await read(await handler(post('/logout', ticket)))).toEqual(success);
        expect([...api.sessions.keys()]).toEqual([later.id]);

        const own = api.addSession({ started_at: there });
        api.addSession({ started_at: there });
        const everywhere = post('/logout', { scope: 'everywhere' }, bearer(own.token));
        expect(await read(await handler(everywhere))).toEqual(success);
        expect(api.sessions.size).toBe(0);
      }
    },
  );

  it('takes one request for all where the API can do that', async () => {
    const { handler } = handlerOver(api);
    const { everywhereTicket } = await signIn(handler);
    for (let count = 0; count < 20; count += 1) api.addSession();
    const foreign = api.addSession({ user_id: 'user_2' });
    api.endAllAtOnce();
    const response = await handler(post('/logout', { ticket: everywhereTicket }));
    expect(await read(response)).toEqual(success);
    expect([...api.sessions.keys()]).toEqual([foreign.id]);
    expect(api.callsTo('delete').length + api.callsTo('deleteAll').length).toBe(2);
    expect(api.callsTo('list')).toEqual([]);
  });

  it('cannot be done again with a ticket that was copied: what begins later is left alone', async () => {
    const { handler } = handlerOver(api);
    const { everywhereTicket, ticket } = await signIn(handler);
    const replay = () => handler(post('/logout', { ticket: everywhereTicket }));
    api.addSession();
    await handler(post('/logout', { ticket }));
    expect(await read(await replay())).toEqual(success);
    expect(api.sessions.size).toBe(0);

    const later = api.addSession({ started_at: now() + 3600 });
    for (let times = 0; times < 3; times += 1) expect(await read(await replay())).toEqual(success);
    expect([...api.sessions.keys()]).toEqual([later.id]);
  });

  it('that fails after its own session has ended can be finished with the ticket in the answer', async () => {
    const { handler } = handlerOver(api);
    const { everywhereTicket } = await signIn(handler);
    api.setClock(7200);
    const young = api.addSession();
    api.fail('list', { status: 503 });
    const failed = await read(await handler(post('/logout', { ticket: everywhereTicket })));
    expect(failed).toEqual({
      status: 500,
      body: { ...failure.body, ticket: expect.any(String) },
    });
    expect([...api.sessions.keys()]).toEqual([young.id]);
    const again = post('/logout', { ticket: failed.body['ticket'] });
    expect(await read(await handler(again))).toEqual(success);
    expect(api.sessions.size).toBe(0);
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
    expect((await hindered(request())).status).toBe(500);
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
    const ticket = await sign({ scope: 'everywhere', uid: USER_ID, sid: 'gone', iat: now() });
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
