import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { EMAIL, startFakeApi } from './support/fake-api.js';
import type { FakeApi } from './support/fake-api.js';
import { handlerOver, post } from './support/handler.js';
import { now, sign } from './support/logout.js';

let api: FakeApi;
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => api.reset());

it('says once what a changed ticket secret does, and what to do', async () => {
  const { handler, errors } = handlerOver(api);
  const claims = { scope: 'session', sid: 'sess_1', uid: 'user_1' };
  const foreign = await sign(claims, { secret: 'another-secret-another-secret-0123' });
  const expired = await sign(claims, { exp: now() - 1 });
  for (const ticket of [expired, 'x', foreign, foreign])
    expect((await handler(post('/logout', { ticket }))).status).toBe(401);
  expect(errors.map(({ code }) => code)).toEqual(['ticket_refused']);
  expect(errors[0]?.message).toContain('give both, the new one first');
});

it('says once of each refused origin that it was, and what to do', async () => {
  const { handler, errors } = handlerOver(api);
  for (const Origin of ['https://a.example', 'https://b.example', 'https://a.example'])
    await handler(post('/otp/send', { email: EMAIL }, { Origin }));
  expect(errors.map(({ code, details }) => [code, details.reason])).toEqual([
    ['origin_refused', 'https://a.example'],
    ['origin_refused', 'https://b.example'],
  ]);
  expect(errors[0]?.message).toMatch(/allowedOrigins.*trustProxy/);
});

it('does not let a stranger fill the log', async () => {
  const { handler, errors } = handlerOver(api);
  for (let count = 0; count < 100; count += 1)
    await handler(post('/logout', {}, { Origin: `https://${count}.example` }));
  await handler(post('/logout', {}, { Origin: `https://${'x'.repeat(5000)}.example` }));
  expect(errors.length).toBeLessThanOrEqual(20);
});

it('says once where the routes are when a path is none', async () => {
  const { handler, errors } = handlerOver(api, { basePath: '/auth' });
  for (let times = 0; times < 2; times += 1)
    expect((await handler(post('/otp/send', { email: EMAIL }))).status).toBe(404);
  expect(errors.map(({ code }) => code)).toEqual(['route_not_found']);
  expect(errors[0]?.message).toContain('below /auth');
});
