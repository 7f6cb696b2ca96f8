import { bounded } from './bounded.js';
import type { Clock, Environment, LocalStorageLike } from './environment.js';
import type { Names } from './names.js';

/** For how long a tab counts as living after its last sign of life, and how often it gives one, in ms. */
export const LIVING_LEASE = { length: 120_000, renewed: 30_000 };

/** The longest wait for the browser's locks, in ms. */
const PATIENCE = 1_000;

/**
 * Which tabs show a session. Each holds a Web Lock that is named after it, shared; where there are no
 * locks to be asked, a lease in `localStorage`, renewed now and then.
 */
export interface LivingTabs {
  /** This tab is one of them from now on, and of no other session: resolves once others can see that. */
  hold(generation: string): Promise<void>;
  /** Whether any tab is one of them. */
  areThere(generation: string): Promise<boolean>;
  release(): void;
}

interface LivingTabsOptions extends Pick<Environment, 'locks' | 'localStorage'> {
  readonly clock: Clock;
  readonly names: Names;
  readonly self: string;
}

/** The tabs of one database. */
export function createLivingTabs(options: LivingTabsOptions): LivingTabs {
  const { clock, names, self, localStorage } = options;
  // Without a way to ask who holds a lock, it says nothing.
  const locks = options.locks?.query ? options.locks : undefined;
  const leases = createLeases(`${names.database}:living`, localStorage);
  const nameOf = (generation: string) => `${names.database}:session:${generation}`;
  let held: string | undefined;
  let letGo = () => {};

  function lease(generation: string): () => void {
    let timer: unknown;
    const renew = () => {
      leases.write(generation, self, clock.now() + LIVING_LEASE.length);
      timer = clock.setTimeout(renew, LIVING_LEASE.renewed);
    };
    renew();
    return () => {
      clock.clearTimeout(timer);
      leases.write(generation, self, 0);
    };
  }

  function lock(generation: string): Promise<() => void> {
    return bounded(clock, PATIENCE, async (signal) => {
      if (!locks) throw new TypeError('no locks');
      return new Promise<() => void>((resolve, reject) => {
        locks
          .request(nameOf(generation), { mode: 'shared', signal }, () => {
            return new Promise<void>((done) => resolve(() => done()));
          })
          .catch(reject);
      });
    });
  }

  function release() {
    held = undefined;
    letGo();
    letGo = () => {};
  }

  return {
    async hold(generation) {
      if (held === generation) return;
      release();
      held = generation;
      const end = await lock(generation).catch(() => lease(generation));
      if (held === generation) letGo = end;
      else end();
    },
    async areThere(generation) {
      const isHeld = bounded(clock, PATIENCE, async () => {
        const { held: all } = (await locks?.query?.()) ?? {};
        return !!all?.some(({ name }) => name === nameOf(generation));
      }).catch(() => false);
      return (await isHeld) || leases.read(generation, clock.now());
    },
    release,
  };
}

/** The leases of the tabs of one session, in `localStorage`. */
function createLeases(key: string, storage: LocalStorageLike | undefined) {
  function readAll(generation: string): Record<string, number> {
    try {
      const note = Object(JSON.parse(storage?.getItem(key) ?? 'null')) as Partial<LeaseNote>;
      return note.generation === generation ? Object(note.livingUntil) : {};
    } catch {
      return {};
    }
  }
  return {
    read: (generation: string, now: number) =>
      Object.values(readAll(generation)).some(
        (until) => until > now && until <= now + LIVING_LEASE.length,
      ),
    write(generation: string, tab: string, until: number) {
      try {
        const livingUntil = { ...readAll(generation), [tab]: until };
        storage?.setItem(key, JSON.stringify({ generation, livingUntil } satisfies LeaseNote));
      } catch {
        // Forbidden or full: the next page to open takes this tab for closed.
      }
    },
  };
}

interface LeaseNote {
  readonly generation: string;
  /** By tab: in ms since the epoch. */
  readonly livingUntil: Readonly<Record<string, number>>;
}
