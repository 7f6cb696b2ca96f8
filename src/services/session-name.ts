import type { SessionRecord } from './records.js';

/** How a stored session is called: on this device, and by the server where that has said so. */
export type SessionName = Pick<SessionRecord, 'generation' | 'sessionId' | 'inCookie'>;

/** What a record is called. */
export const nameOf = ({ generation, sessionId, inCookie }: SessionRecord): SessionName => ({
  generation,
  ...(sessionId !== undefined && { sessionId }),
  ...(inCookie !== undefined && { inCookie }),
});

/** Whether two records are of one session of the server. */
export const isSameSession = ({ sessionId }: SessionRecord, record: SessionRecord) =>
  sessionId !== undefined && sessionId === record.sessionId;
