import type { Grant, RefreshGrant } from '../../services/backend.js';
import { ServiceError } from '../service-error.js';

/**
 * Throws `malformed_grant` unless a backend gave what the engine needs. The message names the field, and
 * holds nothing of the grant.
 */
export function checkGrant(grant: Grant): void {
  const problem = problemOf(grant);
  if (problem) throw new ServiceError('malformed_grant', `A grant is malformed: ${problem}.`);
}

/** The same, where the user may be left out. */
export function checkRefreshGrant(grant: RefreshGrant): void {
  const problem = problemOf(grant, true);
  if (problem) throw new ServiceError('malformed_grant', `A grant is malformed: ${problem}.`);
}

function problemOf(
  grant: RefreshGrant | null | undefined,
  mayLackUser = false,
): string | undefined {
  if (typeof grant !== 'object' || grant === null) return 'it must be an object';
  const isLeftOut = mayLackUser && grant.user === undefined;
  if (!isLeftOut && typeof grant.user?.id !== 'string') return '"user" must have an "id", a string';
  if (!Number.isFinite(grant.expiresAt))
    return '"expiresAt" must be a number: when the session ends, in Unix seconds';
  const wrong = TEXTS.find((name) => !['string', 'undefined'].includes(typeof grant[name]));
  if (wrong) return `"${wrong}" must be a string, or absent`;
  const unclear = FLAGS.find((name) => !['boolean', 'undefined'].includes(typeof grant[name]));
  if (unclear) return `"${unclear}" must be true or false, or absent`;
  if (grant.sessionJwt && !Number.isFinite(grant.jwtExpiresAt))
    return '"jwtExpiresAt" must be a number where there is a "sessionJwt": Unix seconds';
  return undefined;
}

const FLAGS = ['inCookie', 'remember'] as const;
const TEXTS = ['sessionToken', 'sessionJwt', 'sessionId', 'ticket', 'everywhereTicket'] as const;
