import type { Grant } from '../wire/grant.js';
import { ROUTES } from '../wire/routes.js';
import { type Backend, BackendError } from './backend.js';
import { NoAnswerError } from './no-answer-error.js';
import { readAnswer } from './read-answer.js';

/**
 * Reads the session that the browser's cookie holds, through the handler: for a device that has nothing of
 * its own.
 *
 * @param url - The base of the routes, without a slash at its end.
 */
export function readCookieSession(
  url: string,
  fetch: typeof globalThis.fetch,
): NonNullable<Backend['current']> {
  return async (signal) => {
    try {
      const response = await fetch(url + ROUTES.session, {
        credentials: 'include',
        cache: 'no-store',
        signal,
      });
      return (await readAnswer(response)) as Grant;
    } catch (error) {
      if (error instanceof NoAnswerError && error.code === 'no_session') return null;
      if (error instanceof BackendError && error.code === 'session_ended') return null;
      throw error;
    }
  };
}
