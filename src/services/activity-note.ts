import type { LocalStorageLike } from './environment.js';
import type { SessionName } from './session-name.js';

/** When the user of a session last did something: in ms since the epoch, by this device's clock. */
export interface Activity extends SessionName {
  readonly activeAt: number;
}

/** The note of the last activity, in `localStorage`: for the tabs that hear nothing, and for the next page. */
export interface ActivityNote {
  /** Undefined where there is none, or it cannot be read. */
  read(): Activity | undefined;
  write(activity: Activity): void;
  readonly key: string;
}

/** The note under a key. Where `localStorage` takes nothing, tabs only tell one another. */
export function createActivityNote(
  key: string,
  storage: LocalStorageLike | undefined,
): ActivityNote {
  return {
    key,
    read() {
      try {
        return parseActivity(storage?.getItem(key));
      } catch {
        return undefined;
      }
    },
    write(activity) {
      try {
        storage?.setItem(key, JSON.stringify(activity));
      } catch {
        // Forbidden or full.
      }
    },
  };
}

/** Reads what a note says; anything else is none. */
export function parseActivity(text: string | null | undefined): Activity | undefined {
  try {
    const note = Object(JSON.parse(text ?? 'null')) as Partial<Activity>;
    const { generation, sessionId, activeAt } = note;
    if (typeof generation !== 'string' || typeof activeAt !== 'number') return undefined;
    return { generation, activeAt, ...(typeof sessionId === 'string' && { sessionId }) };
  } catch {
    return undefined;
  }
}
