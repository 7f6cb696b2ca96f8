import type { Backend, Grant } from '../services/backend.js';
import type { Environment } from '../services/environment.js';
import { readSessionIdCookie } from '../wire/session-cookie.js';
import { readCookieSession } from '../services/cookie-session.js';
import { createBackend } from '../services/http-backend.js';
import { dropTokens, withoutTokens } from '../services/without-tokens.js';
import type { AuthOptions } from './options.js';
import { createBackendFetch } from './reach/backend-fetch.js';

/** The app's backend, or the one that speaks to the handler's routes. */
export function chooseBackend(
  { backend = '/api/auth', tokens = 'page', ...options }: AuthOptions,
  environment: Pick<Environment, 'fetch' | 'reportError'>,
): Backend {
  const fetch = createBackendFetch(options, environment);
  const chosen =
    typeof backend === 'string'
      ? { ...createBackend(backend, fetch), current: readCookieSession(backend, fetch) }
      : backend;
  return tokens === 'none' ? withoutTokens(chosen) : chosen;
}

/** What the app's own sign-in brings, as far as the page may keep it. */
export const admit = <Run extends (signal: AbortSignal) => Promise<Grant>>(
  { tokens }: AuthOptions,
  run: Run,
): Run | ((signal: AbortSignal) => Promise<Grant>) =>
  tokens === 'none' && typeof run === 'function'
    ? async (signal) => dropTokens(await run(signal))
    : run;

/**
 * Whether a backend may know of a session that this device does not hold. One of the app's own is asked in
 * any case; the handler only where its cookie for script is there, or the page was rendered for somebody whom
 * the device does not hold.
 */
export function mayHoldSession(
  { backend = '' }: AuthOptions,
  { cookies }: Pick<Environment, 'cookies'>,
  isNamed: boolean,
): boolean {
  if (typeof backend !== 'string' || isNamed) return true;
  try {
    return readSessionIdCookie(cookies?.read() ?? '') !== undefined;
  } catch {
    return false;
  }
}
