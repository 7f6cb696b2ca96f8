import type { FakeBackend, ScriptedAnswer } from '../../testing/index.js';
import { createFakeBackend } from '../../testing/kit/fake-backend.js';
import { respondWith } from '../../testing/kit/respond-with.js';
import type { CaughtRequest, Chain } from './cypress.js';
import { theCy } from './cypress.js';

/** A backend in memory that answers the app's requests while one test runs. */
export interface CypressServer extends Pick<
  FakeBackend,
  'calls' | 'code' | 'sessionsOf' | 'endSessionsOf'
> {
  /**
   * Scripts the next `times` calls of a verb. Default: once. An answer that never comes is left to
   * `cy.intercept`: Cypress gives a handler a few seconds only.
   */
  readonly failNext: (
    verb: Parameters<FakeBackend['failNext']>[0],
    answer: Exclude<ScriptedAnswer, 'hang'>,
    times?: number,
  ) => void;
  /** From now on, no request reaches it. */
  readonly goDown: () => void;
  readonly comeBack: () => void;
}

/** Answers the requests to a path, from now to the end of the test. */
export function serve(path: string): Chain<CypressServer> {
  const base = path.replace(/\/$/, '');
  const backend = createFakeBackend();
  let isDown = false;
  const answer = async (request: CaughtRequest): Promise<void> => {
    const { authorization } = request.headers;
    const response = isDown
      ? null
      : await respondWith(backend, {
          route: new URL(request.url).pathname.slice(base.length),
          body: typeof request.body === 'string' ? request.body : JSON.stringify(request.body),
          authorization: typeof authorization === 'string' ? authorization : null,
        });
    if (response) request.reply({ statusCode: response.status, body: response.body });
    else request.destroy();
  };
  theCy().intercept({ pathname: `${base}/**` }, answer);
  const server: CypressServer = {
    calls: backend.calls,
    code: backend.code,
    failNext: (...what) => backend.failNext(...what),
    sessionsOf: (email) => backend.sessionsOf(email),
    endSessionsOf: (email) => backend.endSessionsOf(email),
    goDown: () => {
      isDown = true;
    },
    comeBack: () => {
      isDown = false;
    },
  };
  return theCy().wrap(server, { log: false });
}
