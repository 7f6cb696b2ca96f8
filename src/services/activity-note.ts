import type { LocalStorageLike } from './environment.js';

/** When the user of a session last did something: in ms since the epoch, by this device's clock. */
export interface Activity {
  readonly generation: string;
  readonly activeAt: number;
}

/** The note of the last activity, in `localStorage`: for the tabs that hear nothing, and for the next page. */
export interface ActivityNote {
  /** Undefined where it is of another session, or cannot be read. */
  read(generation: string): number | undefined;
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
    read(generation) {
      try {
        const note = parseActivity(storage?.getItem(key));
        return note?.generation === generation ? note.activeAt : undefined;
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
    const { generation, activeAt } = Object(JSON.parse(text ?? 'null')) as Partial<Activity>;
    return typeof generation === 'string' && typeof activeAt === 'number'
      ? { generation, activeAt }
      : undefined;
  } catch {
    return undefined;
  }
}
