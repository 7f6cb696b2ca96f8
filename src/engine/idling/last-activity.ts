import type { IdleLimits } from '../../machines/idle-machine.js';
import { activeAtOf } from './active-at.js';
import type { Device } from '../device.js';

/** When the user of a session last did something, as far as this tab knows. All in ms. */
export interface LastActivity {
  /** How long ago that was, when this tab heard of it. */
  readonly age: () => number;
  /** Whether the limit has passed since, also by what other tabs have noted. */
  readonly isTooOld: () => boolean;
  /** Takes what another tab has seen: true where it is news, and recent enough. */
  readonly hear: (activeAt: number) => boolean;
  /** The same, for what the other tabs have noted. */
  readonly hearNote: () => boolean;
  /** It was in this tab: tells the others. */
  readonly note: (activeAt: number) => void;
}

/** @param isSeen - Whether the page is in sight: who opens one is there. */
export function createLastActivity(
  { clock, notes, tabs, vault }: Pick<Device, 'clock' | 'notes' | 'tabs' | 'vault'>,
  generation: string,
  { after }: IdleLimits,
  isSeen: boolean,
): LastActivity {
  function nameOf() {
    const sessionId = vault.get(generation)?.sessionId;
    return { generation, ...(sessionId !== undefined && { sessionId }) };
  }
  const noted = () => activeAtOf(notes.activity.read(), nameOf());
  let last = (isSeen ? undefined : noted()) ?? clock.now();
  // A clock that was put back makes nobody active in the future.
  const ageOf = (at: number) => Math.max(0, clock.now() - at);
  function hear(at: number) {
    if (at <= last || ageOf(at) >= after) return false;
    last = at;
    return true;
  }
  return {
    age: () => ageOf(last),
    isTooOld: () => ageOf(Math.max(last, noted() ?? last)) >= after,
    hear,
    hearNote: () => hear(noted() ?? last),
    note(activeAt) {
      last = Math.max(last, activeAt);
      // A page that has slept through the next sign-in writes nothing over that session's note.
      const present = notes.remains.read()?.generation ?? generation;
      const activity = { ...nameOf(), activeAt: last };
      if (present === generation || noted() !== undefined) notes.activity.write(activity);
      tabs.tell({ type: 'active', ...activity });
    },
  };
}
