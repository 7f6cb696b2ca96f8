import { type ActivityNote, createActivityNote } from '../services/activity-note.js';
import { createIndexedDbDisk } from '../services/indexed-db-disk.js';
import type { Clock, CryptoLike, Environment } from '../services/environment.js';
import type { Names } from '../services/names.js';
import { createMemoryDisk } from '../services/memory-disk.js';
import { createRemainsNote, type RemainsNote } from '../services/remains.js';
import { randomId } from '../services/random-id.js';
import { createResilientDisk, type ResilientDisk } from '../services/resilient-disk.js';
import { createSeesCookie, type SeesCookie } from '../services/seen-cookie.js';
import { createSessionStore, type SessionStore } from '../services/session-store.js';
import { createTabs, type Tabs } from '../services/tabs.js';
import type { Tombstones } from '../services/tombstones.js';
import type { StorageError } from '../services/disk.js';
import { createVacancyNote, type VacancyNote } from '../services/vacancy-note.js';
import type { Vault } from '../services/vault.js';

/** What the browser keeps for the next page besides the disk: in `localStorage`, and as a cookie of the server's. */
export interface DeviceNotes {
  /** That it holds no session. */
  readonly vacancy: VacancyNote;
  /** What cleaners have to clean up after. */
  readonly remains: RemainsNote;
  /** When the user last did something. */
  readonly activity: ActivityNote;
  readonly seesCookie: SeesCookie;
}

/** What this tab's device is. Secrets live in `vault` and nowhere else. */
export interface Device {
  readonly clock: Clock;
  readonly crypto: CryptoLike | undefined;
  readonly disk: ResilientDisk;
  /** The session's transactions on the disk. */
  readonly store: SessionStore;
  readonly tombstones: Tombstones;
  readonly vault: Vault;
  readonly notes: DeviceNotes;
  /** The other tabs of this device. */
  readonly tabs: Tabs;
}

interface DeviceOptions {
  readonly environment: Environment;
  readonly names: Names;
  readonly tombstones: Tombstones;
  /** How long to wait for the database to open, in ms. */
  readonly openTimeout: number;
  /** A read of the database that began before: if it succeeds, the disk is there. */
  readonly ahead: Promise<unknown>;
  /** Called when memory takes the disk's place. */
  readonly onDegrade: (error: StorageError) => void;
}

/** Puts the device together out of the platform's parts. */
export function createDevice(options: DeviceOptions): Device {
  const { environment, names, tombstones, openTimeout, ahead, onDegrade } = options;
  const { clock, crypto, indexedDB, openChannel, page } = environment;
  const primary =
    indexedDB && crypto?.subtle
      ? createIndexedDbDisk({ factory: indexedDB, name: names.database, clock, openTimeout })
      : undefined;
  const disk = createResilientDisk({
    primary,
    memory: createMemoryDisk(),
    hasDatabase: indexedDB !== undefined,
    onDegrade,
    ahead: primary && ahead,
  });
  const vacancy = createVacancyNote(disk, names, environment.localStorage);
  return {
    clock,
    crypto,
    disk,
    store: createSessionStore(disk, tombstones, vacancy),
    tombstones,
    notes: {
      vacancy,
      remains: createRemainsNote(`${names.database}:remains`, environment.localStorage),
      activity: createActivityNote(`${names.database}:active`, environment.localStorage),
      seesCookie: createSeesCookie(environment.cookies),
    },
    vault: new Map(),
    tabs: createTabs({ openChannel, page, names, self: randomId(crypto) }),
  };
}
