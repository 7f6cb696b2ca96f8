import type { Activity } from '../../services/activity-note.js';
import type { SessionName } from '../../services/session-name.js';

/** When the user of a session was last active, by a note, in ms since the epoch: undefined where that is of another one. */
export function activeAtOf(
  note: Activity | undefined,
  { generation, sessionId }: SessionName,
): number | undefined {
  const isSame = sessionId !== undefined && note?.sessionId === sessionId;
  return isSame || note?.generation === generation ? note?.activeAt : undefined;
}
