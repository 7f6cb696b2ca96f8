import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { EMAIL, SECRET_KEY, startFakeApi } from './support/fake-api.js';
import type { Endpoint, FakeApi, Fault } from './support/fake-api.js';
import { handlerOver, post, SITE, TICKET_SECRET } from './support/handler.js';
import { authorization, bodies } from './support/requests.js';

let api: FakeApi;
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => api.reset());
afterEach(() => {
  vi.restoreAllMocks();
});

describe('secrets', () => {
  it('reach no answer, log or error, whatever the API does', async () => {
    const consoles = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
      vi.spyOn(console, level).mockReturnValue(),
    );
    const session = api.addSession();
    const { handler, errors } = handlerOver(api, { cookie: true, timeout: 40 });
    const quiet = handlerOver(api, { onError: undefined, timeout: 40 }).handler;
    const faults: Fault[] = [
      { status: 500 },
      { status: 400 },
      { status: 401 },
      { status: 403 },
      { status: 429 },
      'hang',
      'drop',
    ];
    faults.push(
      { status: 200, body: `{"canary": "${session.token}"` },
      { status: 200, body: `{"session_jwt": "${session.token}"}` },
    );
    const endpoints: Record<string, Endpoint> = {
      '/otp/send': 'send',
      '/otp/verify': 'verifyCode',
      '/session/refresh': 'verifySession',
      '/logout': 'delete',
    };
    const answers: string[] = [];
    for (const target of [handler, quiet]) {
      for (const fault of faults) {
        for (const [path, body] of bodies) {
          const endpoint = endpoints[path];
          if (endpoint === undefined) throw new Error(`No endpoint for ${path}`);
          api.fail(endpoint, fault);
          const response = await target(
            post(path, body, { Origin: SITE, Authorization: `Bearer ${session.token}` }),
          );
          answers.push(await response.text(), JSON.stringify([...response.headers]));
        }
      }
    }
    const logged = consoles.flatMap((spy) => spy.mock.calls.flat());
    const reported = errors.flatMap((error) => [
      error.message,
      error.stack,
      JSON.stringify(error),
      String(error.cause),
    ]);
    const everything = [...answers, ...logged, ...reported].join('\n');
    expect(errors.length).toBeGreaterThan(20);
    expect(logged.length).toBeGreaterThan(20);
    for (const secret of [SECRET_KEY, TICKET_SECRET, session.token, 'canary', EMAIL])
      expect(everything).not.toContain(secret);
  });

  it('go to the API in Authorization, and to nowhere it redirects to', async () => {
    const { handler } = handlerOver(api);
    const elsewhere = await startFakeApi();
    api.fail('delete', {
      status: 307,
      headers: { Location: `${elsewhere.url}/v1/auth/sessions/delete` },
    });
    expect((await handler(post('/logout', {}, authorization))).status).toBe(500);
    expect(api.calls[0]?.authorization).toBe(`Bearer ${SECRET_KEY}`);
    expect(elsewhere.calls).toEqual([]);
    await elsewhere.stop();
  });

  it('cannot be used to inject headers', async () => {
    const { handler } = handlerOver(api);
    api.fail('send', { status: 429, headers: { 'Retry-After': '1, Set-Cookie: a=b' } });
    const response = await handler(post('/otp/send', { email: EMAIL }));
    expect(response.status).toBe(429);
    expect(response.headers.has('Retry-After')).toBe(false);
  });
});
