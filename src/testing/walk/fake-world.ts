import type { Auth } from '../../engine/index.js';
import { createAuth } from '../../engine/index.js';
import { leaveOut } from '../../inspect/coverage/left-out.js';
import type { TabMessage } from '../../services/tabs.js';
import { namesFor } from '../../services/names.js';
import { openWays } from '../../services/tabs.js';
import type { Person } from '../paths/index.js';
import { people } from '../paths/index.js';
import type { FakeBackend } from '../kit/fake-backend.js';
import { createFakeBackend } from '../kit/fake-backend.js';
import type { FakeTab } from '../kit/fake-tabs.js';
import { createFakeTabs } from '../kit/fake-tabs.js';
import type { DiskGate } from '../kit/gated-database.js';
import { createGatedDatabase } from '../kit/gated-database.js';
import { fewTurns, nextTurn } from '../kit/next-turn.js';
import type { VirtualClock } from '../kit/virtual-clock.js';
import { createVirtualClock } from '../kit/virtual-clock.js';
import type { AuthService } from '../paths/index.js';
import { createDeadline } from './deadline.js';
import type { FakeDisk } from './load-fake-disk.js';
import { loadFakeDisk } from './load-fake-disk.js';

/** How long the world waits for something that must come, in ms of real time. */
const longestWait = 5_000;

/** ... and for its second tab, in ms: the first one of all loads the engine's lazy chunks. */
const longestStart = 30_000;

/** How long a real disk may need for what is under way, in ms. */
const diskTime = 20;

// Taken at once: fake timers that a test installs later do not hold it back.
const realTimeout = globalThis.setTimeout;

/** How long a session of the fake world lives, in seconds. */
export const sessionLifetime = 600;

/** Every wait has a length of its own, so that each can be ended alone. In ms. */
export const waits: Readonly<Record<AuthService, number>> = {
  restoreSession: 10_001,
  verifySignIn: 10_002,
  commitSession: 10_003,
  refreshSession: 10_004,
  askLogoutGuards: 10_005,
  clearDevice: 10_006,
  revokeSession: 10_007,
  runCleaners: 10_008,
};

const timeouts = {
  restoreTimeout: waits.restoreSession,
  signInTimeout: waits.verifySignIn,
  commitTimeout: waits.commitSession,
  refreshTimeout: waits.refreshSession,
  guardTimeout: waits.askLogoutGuards,
  clearTimeout: waits.clearDevice,
  revokeTimeout: waits.revokeSession,
  cleanupTimeout: waits.runCleaners,
};

/** The app's idle limit, in ms: each part has a length of its own, too. */
const idle = { after: 500_019, warnBefore: 60_009 };

const publishableKey = 'pk_test_paths';

/**
 * A browser with two tabs, a server and a clock, all in memory. The app under test lives in the first
 * tab; its server answers only when told to. The second tab works by itself.
 */
export async function createFakeWorld({ hasIdleLimit = false } = {}): Promise<FakeWorld> {
  const storage = await loadFakeDisk();
  const parts = createParts(storage);
  const { backend, disk, first, second } = parts;
  for (const verb of ['verifyCode', 'refresh', 'revoke'] as const) backend.hold(verb);
  const auth = createAuth({
    publishableKey,
    backend,
    timeouts,
    ...(hasIdleLimit && { idle }),
    environment: { ...first.environment, indexedDB: disk.indexedDB },
  });
  const other = createAuth({
    publishableKey,
    backend: backend.fork(),
    environment: { ...second.environment, indexedDB: disk.shared },
  });
  leaveOut(other.actor);
  other.start();

  const world = new FakeWorld({ ...parts, storage, auth, other });
  await world.until('the second tab', () => other.getView().ready, longestStart);
  return world;
}

/** What surrounds the two engines. */
function createParts({ indexedDB }: FakeDisk) {
  const clock = createVirtualClock();
  const errors: unknown[] = [];
  const [first, second] = createFakeTabs(2, { clock, reportError: (error) => errors.push(error) });
  if (!first || !second) throw new Error('createFakeTabs made no tabs.');
  const backend = createFakeBackend({ now: () => clock.now(), sessionLifetime, jwtLifetime: 20 });
  return { clock, errors, first, second, backend, disk: createGatedDatabase(indexedDB) };
}

interface FakeWorldParts extends Readonly<ReturnType<typeof createParts>> {
  readonly storage: FakeDisk;
  readonly auth: Auth;
  readonly other: Auth;
}

/** What {@link createFakeWorld} makes. */
export class FakeWorld {
  readonly auth: Auth;
  readonly other: Auth;
  readonly backend: FakeBackend;
  readonly clock: VirtualClock;
  readonly disk: DiskGate;
  readonly tab: FakeTab;
  readonly errors: readonly unknown[];
  /** Who entered a code last, in the first tab. */
  entered: Person = 'ada';
  private readonly second: FakeTab;
  private readonly storage: FakeDisk;

  constructor(parts: FakeWorldParts) {
    this.auth = parts.auth;
    this.other = parts.other;
    this.backend = parts.backend;
    this.clock = parts.clock;
    this.disk = parts.disk;
    this.tab = parts.first;
    this.errors = parts.errors;
    this.second = parts.second;
    this.storage = parts.storage;
  }

  /** Says something to the first tab that only another one would say. */
  post(message: TabMessage): void {
    const names = namesFor(publishableKey);
    const tabs = openWays({
      channel: this.second.environment.openChannel?.(names.database),
      page: undefined,
      names,
      onMessage() {},
    });
    tabs.tell(message);
    tabs.close();
  }

  /** Nobody does anything until the app warns. */
  async waitForWarning(): Promise<void> {
    await this.clock.expire(idle.after - idle.warnBefore);
    await this.until('a warning', () => this.auth.getView().idle !== null);
  }

  /** … and then until the session ends. */
  waitForEnd(): Promise<void> {
    return this.clock.expire(idle.warnBefore);
  }

  /** Signs a person in, in the other tab. */
  signInElsewhere(person: Person): Promise<void> {
    return enterCode(this.other, person, this.backend.code);
  }

  /** Waits until a condition holds. */
  async until(
    what: string,
    holds: () => boolean | Promise<boolean>,
    longest = longestWait,
  ): Promise<void> {
    const deadline = createDeadline(longest, longest);
    do {
      if (await holds()) return;
      await nextTurn();
    } while (!deadline.isOver());
    throw new Error(`The fake world waited in vain for ${what}.`);
  }

  /** Lets everything happen that needs no more telling. */
  async calm(): Promise<void> {
    await fewTurns(40);
    if (this.storage.isReal) await new Promise((resolve) => realTimeout(resolve, diskTime));
  }

  async end(): Promise<void> {
    this.backend.release();
    this.auth.dispose();
    this.other.dispose();
    await fewTurns();
    await this.storage.clear();
  }
}

/** Enters a person's code in a tab. */
export async function enterCode(auth: Auth, person: Person, code: string): Promise<void> {
  const { methodId } = await auth.sendCode({ email: people[person].email });
  await auth.signIn({ methodId, code });
}
