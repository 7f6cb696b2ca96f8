import express from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createAuthHandler,
  createLogoutRoute,
  createSessionVerifier,
  toNodeHandler,
} from '../../src/server/index.js';
import type { AuthServerError } from '../../src/server/index.js';
import type { TokenGrant } from '../../src/wire/index.js';
import { startSessionApi } from '../../packages/session-api/src/index.js';
import type { StartedSessionApi } from '../../packages/session-api/src/index.js';
import { listen } from './support/listen.js';
import type { Listening } from './support/listen.js';

const secretKey = 'sk_test_0123456789abcdef';
const email = 'grace@example.com';
const codes = new Map<string, string>();
const errors: AuthServerError[] = [];
let service: StartedSessionApi;
let backend: Listening;

beforeAll(async () => {
  service = await startSessionApi({
    secretKeys: [secretKey],
    database: ':memory:',
    codes: { resendAfter: 0 },
    mailer: { send: ({ to, code }) => Promise.resolve(void codes.set(to, code)) },
  });
  const options = {
    secretKey,
    apiUrl: service.url,
    onError: (error: AuthServerError) => errors.push(error),
  };
  const ticketSecret = 'kQ7vN2pXw9Lr4TzB8mYc1HdF6sJg3UaE';
  const app = express();
  app.use(
    '/api/auth',
    toNodeHandler(createAuthHandler({ ...options, ticketSecret, cookie: true })),
  );
  app.post('/api/logout', createLogoutRoute(options));
  backend = await listen(app);
});
afterAll(async () => {
  await backend.close();
  await service.close();
});

const call = async (
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(`${backend.url}/api${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: backend.url, ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
};

async function signIn(): Promise<TokenGrant> {
  const sent = await call('/auth/otp/send', { email });
  const { methodId } = sent.body as { methodId: string };
  const verified = await call('/auth/otp/verify', { methodId, code: codes.get(email) });
  expect(verified.status).toBe(200);
  return verified.body as TokenGrant;
}

const refresh = async ({ sessionToken }: TokenGrant): Promise<number> =>
  (await call('/auth/session/refresh', {}, { Authorization: `Bearer ${sessionToken}` })).status;
const success = { status: 200, body: { success: true } };

it('lives a whole life against the real session service', async () => {
  const grant = await signIn();
  expect(grant.user).toMatchObject({ email, emailVerified: true });
  expect(grant.expiresAt - Date.now() / 1000).toBeGreaterThan(604_800 - 60);
  expect(await refresh(grant)).toBe(200);

  const apiUrl = service.url;
  const byJwt = createSessionVerifier({ check: 'jwt', apiUrl });
  const byApi = createSessionVerifier({ check: 'api', apiUrl, secretKey });
  expect(await byJwt(grant.sessionJwt)).toMatchObject({
    userId: grant.user.id,
    expiresAt: grant.expiresAt,
  });
  expect(await byApi(grant.sessionJwt)).toEqual(await byJwt(grant.sessionJwt));
  expect(await byApi(grant.sessionToken)).toEqual(await byJwt(grant.sessionJwt));

  expect(await call('/auth/logout', {}, { Authorization: `Bearer ${grant.sessionToken}` })).toEqual(
    success,
  );
  expect(await refresh(grant)).toBe(401);
  expect(await byApi(grant.sessionJwt)).toBeNull();
  expect(await byJwt(grant.sessionJwt)).not.toBeNull();
  expect(await call('/auth/logout', { ticket: grant.ticket })).toEqual(success);
});

it('revokes by ticket, by cookie, by the plain route, and everywhere', async () => {
  const [first, second, third, fourth, fifth] = [
    await signIn(),
    await signIn(),
    await signIn(),
    await signIn(),
    await signIn(),
  ];
  const cookie = (grant: TokenGrant) => ({ Cookie: `session_token=${grant.sessionToken}` });
  expect(await call('/auth/logout', { ticket: first.ticket, age: 3 })).toEqual(success);
  expect(await call('/auth/logout', {}, cookie(second))).toEqual(success);
  expect(await call('/logout', {}, cookie(third))).toEqual(success);
  expect(await Promise.all([first, second, third, fourth, fifth].map(refresh))).toEqual([
    401, 401, 401, 200, 200,
  ]);
  expect(await call('/auth/logout', { ticket: fourth.everywhereTicket })).toEqual(success);
  expect(await Promise.all([fourth, fifth].map(refresh))).toEqual([401, 401]);
});

it('refuses a wrong code without a report', async () => {
  const sent = await call('/auth/otp/send', { email });
  const { methodId } = sent.body as { methodId: string };
  const wrong = codes.get(email) === '000000' ? '000001' : '000000';
  expect(await call('/auth/otp/verify', { methodId, code: wrong })).toEqual({
    status: 401,
    body: { error: 'Code refused', code: 'code_refused' },
  });
  expect(errors).toEqual([]);
});

it('signs nobody up where the app wants known users alone: the engine says signup_blocked', async () => {
  const { createAuth } = await import('../../src/engine/index.js');
  const fetchFromPage: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('Origin', backend.url);
    return fetch(input, { ...init, headers });
  };
  const auth = createAuth({
    publishableKey: 'pk_test_1',
    backend: `${backend.url}/api/auth`,
    environment: { fetch: fetchFromPage },
  });
  const stranger = 'nobody-yet@example.com';
  const refused = { name: 'SignInError', code: 'signup_blocked' };
  const ask = () => auth.sendCode({ email: stranger, disableSignup: true });
  await expect(ask()).rejects.toMatchObject(refused);
  // Had the first call made a user, the second would find one.
  await expect(ask()).rejects.toMatchObject(refused);
  expect(codes.has(stranger)).toBe(false);

  const { methodId } = await auth.sendCode({ email, disableSignup: true });
  const known = await auth.signIn({ methodId, code: codes.get(email) ?? '' });
  expect(known).toMatchObject({ email });
  await auth.logout();
  await auth.sendCode({ email: stranger, disableSignup: false });
  expect(codes.has(stranger)).toBe(true);
  auth.dispose();
  expect(errors).toEqual([]);
});

it('lets nobody use up the code that somebody else asked for', async () => {
  const victim = 'victim@example.com';
  const mine = (await call('/auth/otp/send', { email: victim })).body as { methodId: string };
  const code = codes.get(victim);
  const other = (await call('/auth/otp/send', { email: victim })).body as { methodId: string };
  expect(other.methodId).not.toBe(mine.methodId);
  const wrong = codes.get(victim) === '000000' ? '000001' : '000000';
  for (let guess = 0; guess < 4; guess += 1)
    await call('/auth/otp/verify', { methodId: other.methodId, code: wrong });
  expect((await call('/auth/otp/verify', { methodId: other.methodId, code })).status).toBe(401);
  const verify = () => call('/auth/otp/verify', { methodId: mine.methodId, code });
  expect(await verify()).toMatchObject({ status: 401, body: { code: 'second_code_sent' } });
  expect(codes.get(victim)).not.toBe(code);
  const second = { methodId: mine.methodId, code: codes.get(victim) };
  expect((await call('/auth/otp/verify', second)).status).toBe(200);
});

it('tells the service its clients apart, where the app does', async () => {
  const handler = createAuthHandler({
    secretKey,
    apiUrl: service.url,
    ticketSecret: 'q7Zt1vR9mKe4Xb2LpW8sYd6NhC3uJg5A',
    clientAddress: ({ headers }) => headers.get('x-client') ?? undefined,
  });
  const post = async (route: string, client: string, content: object) => {
    const headers = { 'Content-Type': 'application/json', 'X-Client': client };
    const init = { method: 'POST', headers, body: JSON.stringify(content) };
    const answer = await handler(new Request(`http://localhost/api/auth/otp/${route}`, init));
    return { status: answer.status, body: (await answer.json()) as Record<string, string> };
  };
  const ask = (client: string) => post('send', client, { email: 'apart@example.com' });
  const answers: number[] = [];
  for (let time = 0; time < 21; time += 1) answers.push((await ask('192.0.2.1')).status);
  expect(answers).toEqual([...Array.from({ length: 20 }, () => 200), 429]);

  const enter = async (client: string, methodId: string | undefined) => {
    const code = codes.get('apart@example.com');
    const { status, body } = await post('verify', client, { methodId, code });
    return [status, body['code'] ?? 'in'];
  };
  const first = (await ask('192.0.2.2')).body['methodId'];
  expect(await enter('192.0.2.2', first)).toEqual([200, 'in']);
  const stranger = (await ask('192.0.2.3')).body['methodId'];
  expect(await enter('192.0.2.3', stranger)).toEqual([401, 'second_code_sent']);
  expect(await enter('192.0.2.3', stranger)).toEqual([200, 'in']);
  const known = (await ask('192.0.2.3')).body['methodId'];
  expect(await enter('192.0.2.3', known)).toEqual([200, 'in']);
});

it('says that a logout is to be repeated while the service is down', async () => {
  const grant = await signIn();
  await service.close();
  expect(await call('/auth/logout', { ticket: grant.ticket })).toMatchObject({ status: 500 });
  expect(await call('/logout', {}, { Cookie: `session_token=${grant.sessionToken}` })).toEqual({
    status: 500,
    body: { error: 'Logout failed' },
  });
  expect(await refresh(grant)).toBe(503);
  expect(errors.map((error) => error.code)).toEqual([
    'api_unreachable',
    'api_unreachable',
    'api_unreachable',
  ]);
});
