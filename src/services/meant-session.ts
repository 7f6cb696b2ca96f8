import type { SessionRecord } from './records.js';

/** What is to be cleared, as far as it says which session that is. */
interface Wanted {
  /** `*`: whichever is on disk. */
  readonly generation: string;
  readonly sessionId?: string;
  /** The tab in which the user logs out; null where one only follows. */
  readonly sender: string | null;
  readonly isMeant?: (record: SessionRecord) => boolean;
}

/** Whether a stored session is the one that is to be cleared. */
export function isMeant(request: Wanted, record: SessionRecord): boolean {
  if (request.generation === '*') return request.isMeant?.(record) ?? true;
  // Where a user logs out, the session is meant, whatever name another tab has stored it by since.
  if (request.sender !== null && isSame(request, record)) return true;
  return record.generation === request.generation;
}

const isSame = ({ sessionId }: Wanted, record: SessionRecord): boolean =>
  sessionId !== undefined && record.sessionId === sessionId;

/** Another tab was given the very session as well, and has stored it under a name of its own: it has not left. */
export const isStoredAgain = (request: Wanted, all: readonly SessionRecord[]): boolean =>
  all.some((each) => each.generation !== request.generation && isSame(request, each));
