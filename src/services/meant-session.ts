import type { ClearRequest } from './clear-session.js';
import type { SessionRecord } from './records.js';

/** Whether a stored session is the one that is to be cleared. */
export function isMeant(request: ClearRequest, record: SessionRecord): boolean {
  if (request.generation === '*') return request.isMeant?.(record) ?? true;
  // Where a user logs out, the session is meant, whatever name another tab has stored it by since.
  if (request.sender !== null && isSame(request, record)) return true;
  return record.generation === request.generation;
}

const isSame = ({ sessionId }: ClearRequest, record: SessionRecord): boolean =>
  sessionId !== undefined && record.sessionId === sessionId;

/** Another tab was given the very session as well, and has stored it under a name of its own: it has not left. */
export const isStoredAgain = (request: ClearRequest, all: readonly SessionRecord[]): boolean =>
  all.some((each) => each.generation !== request.generation && isSame(request, each));
