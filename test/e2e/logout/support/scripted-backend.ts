import type { Grant } from '../../../../src/services/index.js';
import { createFakeBackend } from '../../../../src/testing/kit/fake-backend.js';
import { respondWith } from '../../../../src/testing/kit/respond-with.js';
import type { LabBackend } from './lab-backend.js';

/** The test kit's backend, asked over the wire. */
export function createScriptedBackend(): ScriptedBackend {
  const backend = createFakeBackend({ code: '123456' });
  const emails = new Set<string>();
  return {
    async answer(route, request) {
      const authorization = request.headers.get('authorization');
      const answer = await respondWith(backend, {
        route,
        body: await request.text(),
        authorization,
      });
      if (!answer) return Response.error();
      const { status, body } = answer;
      if ('user' in body) emails.add((body as Grant).user.email ?? '');
      return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
    },
    codeFor: () => backend.code,
    sessions: () =>
      Promise.resolve(
        [...emails].flatMap((email) =>
          Array.from({ length: backend.sessionsOf(email) }, () => email),
        ),
      ),
    get jwtLife() {
      return backend.jwtLifetime;
    },
    set jwtLife(seconds: number) {
      backend.jwtLifetime = seconds;
    },
    close: () => Promise.resolve(),
  };
}

/** The scripted backend. */
export interface ScriptedBackend extends LabBackend {
  /** How long the JWTs of the next grants live, in s. */
  jwtLife: number;
}
