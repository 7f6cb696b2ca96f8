import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { createAuthHandler } from '../../src/server/index.js';
import type { LogoutEvent, SignInEvent, User } from '../../src/server/index.js';
import { CODE, EMAIL, SECRET_KEY, startFakeApi, USER_ID } from './support/fake-api.js';
import type { FakeApi } from './support/fake-api.js';
import { handlerOver, post, read, TICKET_SECRET } from './support/handler.js';
import { bearer, signIn, success } from './support/logout.js';

let api: FakeApi;
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => api.reset());

const goodCode = { methodId: 'email_1', code: CODE };

describe('mapUser and claims', () => {
  interface AppUser extends User {
    readonly plan: string;
  }

  it('make the app’s own user, typed, at sign-in and at each refresh', async () => {
    const handler = createAuthHandler<AppUser>({
      secretKey: SECRET_KEY,
      ticketSecret: TICKET_SECRET,
      apiUrl: api.url,
      mapUser: (user, { apiUser, session }) => ({
        ...user,
        plan: `${String(apiUser.metadata?.['plan'])} of ${session.userId}`,
      }),
      claims: (user) => {
        expectTypeOf(user).toEqualTypeOf<AppUser>();
        return Promise.resolve({ roles: [user.plan.split(' ')[0]] });
      },
      onSignIn: ({ user }) => {
        expectTypeOf(user).toEqualTypeOf<AppUser>();
      },
    });
    const { body } = await read(await handler(post('/otp/verify', goodCode)));
    const own = {
      user: { id: USER_ID, email: EMAIL, plan: `pro of ${USER_ID}` },
      claims: { roles: ['pro'] },
    };
    expect(body).toMatchObject(own);
    const token = bearer(String(body['sessionToken']));
    expect((await read(await handler(post('/session/refresh', {}, token)))).body).toMatchObject(
      own,
    );
    const without = await read(await handler(post('/session/refresh', { user: false }, token)));
    expect(without.body).not.toHaveProperty('claims');
  });

  it.each(['mapUser', 'claims'] as const)(
    'that throw, here %s, make the sign-in fail and leave no session',
    async (name) => {
      const { handler, errors } = handlerOver(api, {
        [name]: () => {
          throw new Error('canary');
        },
      });
      const { status } = await read(await handler(post('/otp/verify', goodCode)));
      expect(status).toBe(502);
      expect(api.sessions.size).toBe(0);
      expect(errors.map(({ code, message }) => [code, message.includes('canary')])).toEqual([
        ['unexpected', false],
      ]);
    },
  );
});

describe('onSignIn and onLogout', () => {
  it('hear of what has happened, and of nothing else', async () => {
    const heard: (SignInEvent | LogoutEvent)[] = [];
    const { handler } = handlerOver(api, {
      onSignIn: (event) => heard.push(event),
      onLogout: (event) => heard.push(event),
    });
    const { ticket, everywhereTicket } = await signIn(handler);
    const [session] = [...api.sessions.values()];
    const named = { sessionId: session?.id, userId: USER_ID };
    expect(heard.splice(0)).toEqual([
      {
        user: expect.objectContaining({ email: EMAIL }),
        session: expect.objectContaining(named),
        request: { url: expect.stringContaining('/otp/verify'), headers: expect.anything() },
      },
    ]);
    api.fail('delete', { status: 500 });
    await handler(post('/logout', { ticket }));
    await handler(post('/otp/verify', { ...goodCode, code: '999999' }));
    await handler(post('/session/refresh', {}, bearer(String(session?.token))));
    expect(heard).toEqual([]);
    await handler(post('/logout', { ticket }));
    await handler(post('/logout', { ticket: everywhereTicket }));
    await handler(post('/logout', {}, bearer(api.addSession().token)));
    await handler(post('/logout', {}, bearer('gone')));
    const request = expect.anything();
    expect(heard).toEqual([
      { ...named, scope: 'session', request },
      { ...named, scope: 'everywhere', request },
      { sessionId: expect.any(String), userId: USER_ID, scope: 'session', request },
    ]);
  });

  it.each([
    [
      'throw',
      () => {
        throw new Error('canary');
      },
    ],
    ['reject', () => Promise.reject(new Error('canary'))],
    ['hang', () => new Promise(() => {})],
  ])('may %s: the answer is the same', async (_how, hook) => {
    const { handler } = handlerOver(api, { onSignIn: hook, onLogout: hook, timeout: 1_000 });
    const { ticket } = await signIn(handler);
    expect(await read(await handler(post('/logout', { ticket })))).toEqual(success);
    expect(api.sessions.size).toBe(0);
  });
});
