import type { PlatformPart } from '../../../inspect/flight/lacked-parts.js';
import type { Environment, PageArrival } from '../../../services/environment.js';
import { breakParts, partOf } from './broken-parts.js';
import type { BreakablePart } from './broken-parts.js';
import { createFaults } from './faults.js';
import type { FaultPlan, Faults } from './faults.js';
import { KeyRing } from './key-ring.js';
import { createRandom } from './random.js';
import type { Random } from './random.js';
import { Scheduler } from './scheduler.js';
import { Channels } from './simulated-channel.js';
import { createClock } from './simulated-clock.js';
import { createCrypto } from './simulated-crypto.js';
import { isSimulatedKey } from './simulated-key.js';
import { Disk, installConstructors } from './simulated-disk.js';
import { TabDatabases } from './simulated-indexeddb.js';
import { createLocalStorage } from './simulated-local-storage.js';
import { Locks } from './simulated-locks.js';
import { Network } from './simulated-network.js';
import { Page } from './simulated-page.js';
import { takeOverPlatform } from './simulated-platform.js';
import { Server } from './simulated-server.js';
import type { ServerOptions } from './simulated-server.js';
import { Tab } from './tab.js';
import type { WorldListener } from './world-listener.js';

export type { PlatformPart };

/** The parts of a browser that can be missing. */
export const platformParts = [
  'indexedDB',
  'localStorage',
  'channel',
  'locks',
  'subtle',
] as const satisfies readonly PlatformPart[];

/** What a world is made of. */
export interface WorldOptions {
  /** Everything that happens follows from it. */
  readonly seed: number;
  /** Probabilities of faults. Default: none happens. */
  readonly faults?: FaultPlan;
  /** What this browser lacks. Default: nothing. */
  readonly missing?: readonly PlatformPart[];
  readonly server?: ServerOptions;
  /** What is there and fails at every call. Default: nothing. */
  readonly broken?: readonly BreakablePart[];
  /** Sees the label of every task as it starts. */
  readonly onTask?: (label: string) => void;
  /** Whether errors carry a stack, which takes time. Default true. */
  readonly stacks?: boolean;
}

/** A tab, and the handles that make things happen to it. */
export interface SimulatedTab {
  readonly tab: Tab;
  readonly page: Page;
  readonly environment: Environment;
  readonly databases: TabDatabases;
  /** What the engine reported through `environment.reportError`. */
  readonly errors: unknown[];
  /** What the tab keeps from one page to the next: `sessionStorage`. */
  readonly kept: Map<string, string>;
  /** The page before it in the same tab, where it is the next one of that. */
  readonly before?: SimulatedTab | undefined;
}

/** How a page is opened. Default: in a new tab. */
export interface Opening {
  /** Whose `sessionStorage` it has. */
  readonly kept?: Map<string, string>;
  readonly arrival?: PageArrival;
  /** The page that it follows in the same tab. */
  readonly before?: SimulatedTab;
}

/**
 * Some tabs, one disk, one network, one server, and a clock that jumps: everything outside the
 * engine, out of one seed.
 */
export class World {
  readonly random: Random;
  readonly scheduler: Scheduler;
  faults: Faults;
  readonly disk = new Disk();
  readonly server: Server;
  readonly network: Network;
  readonly tabs: SimulatedTab[] = [];
  listener: WorldListener = {};
  private readonly channels: Channels;
  private readonly locks = new Locks();
  readonly strangeRandom: Random;
  /** The keys that tabs were handed. */
  readonly keys = new KeyRing();
  /** How often the device's clock was set. */
  clockJumps = 0;
  /** Whether the clocks of two tabs may differ. */
  clocksDiffer = false;
  /** Whether the clock that nobody sets stands still while a tab is frozen. */
  stopsInSleep = false;
  private skew = 0;
  private readonly broken: readonly BreakablePart[];
  private readonly missing: ReadonlySet<PlatformPart>;
  private readonly stacks: boolean;

  constructor(options: WorldOptions) {
    const { seed, faults = {}, missing = [], broken = [], server = {} } = options;
    const { onTask, stacks = true } = options;
    this.broken = broken;
    this.strangeRandom = createRandom(seed ^ 0x6c8e9cf5);
    this.stacks = stacks;
    this.random = createRandom(seed);
    this.scheduler = new Scheduler(createRandom(seed ^ 0x5bd1e995), (label) => onTask?.(label));
    this.faults = createFaults(createRandom(seed ^ 0x27d4eb2f), faults);
    this.missing = new Set(missing);
    this.server = new Server(this.random, this.scheduler, server);
    this.network = new Network(
      this,
      (request) => this.listener.onRequest?.(request),
      (request) => this.listener.onAnswer?.(request),
    );
    this.channels = new Channels(
      (message, from) => this.listener.onMessage?.(message, from),
      (data, by) => this.listener.onHeard?.(data, by),
    );
  }

  /** Opens a tab. Its engine is the caller's to make. */
  openTab({ kept = new Map(), arrival, before }: Opening = {}): SimulatedTab {
    const tab = new Tab(`tab${this.tabs.length + 1}`, this.scheduler, (dying) => this.crash(dying));
    const page = new Page(
      tab,
      () => this.network.online,
      (type) => this.listener.onPageEvent?.(type, tab),
      arrival ?? { startedAt: this.scheduler.now, isLink: true },
    );
    const databases = new TabDatabases(tab, this);
    const errors: unknown[] = [];
    const has = (part: PlatformPart): boolean => !this.missing.has(part);
    tab.skew = this.skew;
    tab.stopsInSleep = this.stopsInSleep;
    const whole: Environment = {
      indexedDB: has('indexedDB') ? databases.factory : undefined,
      localStorage: has('localStorage')
        ? createLocalStorage(tab, this.disk.localStorage, this.faults, (from, key, value, before) =>
            this.tellStorage(from, key, value, before),
          )
        : undefined,
      sessionStorage: has('localStorage')
        ? createLocalStorage(tab, kept, this.faults, () => {})
        : undefined,
      openChannel: has('channel') ? (name) => this.channels.open(tab, name) : undefined,
      locks: has('locks') ? this.locks.of(tab) : undefined,
      fetch: this.network.of(tab),
      crypto: createCrypto(tab, this.random, has('subtle'), this.keys),
      clock: createClock(tab, this.scheduler),
      page,
      reportError: (error) => errors.push(error),
    };
    const environment = breakParts(whole, this.broken, tab);
    if (this.broken.length > 0) this.faults.note('partBroken');
    const opened = { tab, page, environment, databases, errors, kept, before };
    this.tabs.push(opened);
    return opened;
  }

  /** Whether `localStorage` has taken everything so far. */
  keepsTombstones(): boolean {
    return (
      !this.missing.has('localStorage') &&
      !this.broken.includes('localStorage') &&
      !this.faults.counts.localStorageThrows
    );
  }

  /** Whether a tab finds what an earlier one has noted of a logout: its tombstone, or its ticket. */
  keepsNotes(): boolean {
    return this.keepsTombstones() || (this.keepsSessions() && this.server.givesTickets);
  }

  /** Whether a session can be stored: else each tab has its own, in memory. */
  keepsSessions(): boolean {
    const isBroken = (part: PlatformPart): boolean =>
      this.broken.some((each) => partOf[each] === part);
    return (['indexedDB', 'subtle'] as const).every(
      (part) => !this.missing.has(part) && !isBroken(part),
    );
  }

  /**
   * Sets the device's clock wrong by this many ms, or right by 0: for every tab, or only for those
   * that are opened from now on.
   */
  setClock(skew: number, forOpenTabs: boolean): void {
    this.skew = skew;
    if (this.tabs.length > 0) this.clockJumps += 1;
    if (!forOpenTabs) this.clocksDiffer = true;
    if (skew !== 0) this.faults.note('clockLies');
    if (forOpenTabs) for (const { tab } of this.tabs) tab.skew = skew;
  }

  /** Kills a tab here and now: no event, no last word. */
  crash(tab: Tab): void {
    tab.die('crashed');
    this.listener.onCrash?.(tab);
  }

  /** Closes a tab as a user does. */
  close({ tab, page }: SimulatedTab): void {
    page.visible = false;
    page.fire('visibilitychange');
    page.fire('pagehide');
    tab.die('closed');
  }

  /** Reloads a page: the next one in the same tab opens while it goes. */
  reload(before: SimulatedTab): SimulatedTab {
    // Not before the page itself: a browser that brings its tabs back takes a while.
    const startedAt = Math.max(
      this.scheduler.now + before.tab.skew,
      before.page.arrival().startedAt,
    );
    const arrival = { startedAt, isLink: false };
    this.close(before);
    return this.openTab({ kept: before.kept, arrival, before });
  }

  /** Tells every tab whether there is a network. */
  setOnline(online: boolean): void {
    if (this.network.online === online) return;
    this.network.online = online;
    for (const { tab, page } of this.tabs)
      if (online && tab.isAlive()) page.post('online');
      else if (!online) page.fire('offline');
  }

  /** Runs the world until `until` holds after a task, or until nothing is left to happen. */
  async run(until: () => boolean): Promise<void> {
    if (running) throw new Error('Only one simulated world can run at a time in one thread.');
    running = true;
    installConstructors();
    const giveBack = takeOverPlatform({
      stacks: this.stacks,
      onClone: (clone) => {
        const { current } = this.scheduler;
        if (current instanceof Tab && isSimulatedKey(clone)) this.keys.note(clone, current);
      },
      setImmediate: (run) => {
        const name = this.scheduler.current?.name ?? 'world';
        this.scheduler.post({ label: `${name} disk`, lane: `disk ${name}`, run });
      },
    });
    try {
      await this.scheduler.run(until);
    } finally {
      giveBack();
      running = false;
    }
  }

  private tellStorage(
    from: Tab,
    key: string,
    newValue: string | null,
    oldValue: string | null,
  ): void {
    this.listener.onStorage?.(key, newValue, from);
    for (const { tab, page } of this.tabs)
      if (tab !== from && tab.isAlive() && tab.life !== 'cached')
        tab.post(
          'storage',
          () => {
            page.fire('storage', { key, newValue, oldValue });
            this.listener.onHeard?.(newValue, tab);
          },
          0,
          'storage',
        );
  }
}

let running = false;

/** Makes a world: see {@link WorldOptions}. */
export function createWorld(options: WorldOptions): World {
  return new World(options);
}
