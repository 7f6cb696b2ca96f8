import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import type { StartedSessionApi } from '../../../packages/session-api/src/index.js';
import { startSessionApi } from '../../../packages/session-api/src/index.js';
import { createAuthHandler } from '../../../src/server/index.js';
import { createFakeBackend } from '../../../src/testing/index.js';
import { respondWith } from '../../../src/testing/kit/respond-with.js';
import { describeWire } from './suites/wire.js';

const secretKey = 'sk_test_0123456789abcdef';
const codes = new Map<string, string>();
let service: StartedSessionApi;
beforeAll(async () => {
  service = await startSessionApi({
    secretKeys: [secretKey],
    database: ':memory:',
    codes: { resendAfter: 0 },
    mailer: { send: ({ to, code }) => Promise.resolve(void codes.set(to, code)) },
  });
});
afterAll(() => service.close());

describeWire('the real handler', () => {
  const handle = createAuthHandler({
    secretKey,
    apiUrl: service.url,
    ticketSecret: randomBytes(32).toString('base64'),
    onError: () => undefined,
  });
  return {
    codeFor: (email) => codes.get(email) ?? '',
    async send(route, body, token) {
      const response = await handle(
        new Request(`https://app.test/api/auth${route}`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            origin: 'https://app.test',
            ...(token && { authorization: `Bearer ${token}` }),
          },
          body: JSON.stringify(body),
        }),
      );
      return { status: response.status, body: (await response.json()) as unknown };
    },
  };
});

describeWire('the fake backend', () => {
  const backend = createFakeBackend();
  return {
    codeFor: () => backend.code,
    async send(route, body, token) {
      const request = {
        route,
        body: JSON.stringify(body),
        authorization: token && `Bearer ${token}`,
      };
      const answer = await respondWith(backend, request);
      return answer ?? { status: 0, body: null };
    },
  };
});
