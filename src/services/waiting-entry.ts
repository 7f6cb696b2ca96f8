import type { OutboxEntry } from './records.js';
import type { SessionName } from './session-name.js';

/**
 * The revocation of a session that waits, under whichever generation: a browser that was given one session
 * twice has two names for it, and sends its revocation once.
 */
export const waitingEntry = (
  all: readonly OutboxEntry[],
  { generation, sessionId }: SessionName,
): OutboxEntry | undefined =>
  all.find((each) => each.generation === generation) ??
  all.find((each) => sessionId !== undefined && each.sessionId === sessionId);
