import type { Auth } from '../../engine/index.js';
import { createAuth } from '../../engine/index.js';
import { leaveOut } from '../../inspect/coverage/left-out.js';
import type { TabMessage } from '../../services/tabs.js';
import { namesFor } from '../../services/names.js';
import { openWays } from '../../services/tabs.js';
import type { Person } from '../paths/index.js';
import { people } from '../paths/index.js';
import { createFakeBackend } from '../kit/fake-backend.js';
import { createFakeTabs } from '../kit/fake-tabs.js';
import type { DiskGate } from '../kit/gated-database.js';
import { createGatedDatabase } from '../kit/gated-database.js';
import { fewTurns, nextTurn } from '../kit/next-turn.js';
import { createVirtualClock } from '../kit/virtual-clock.js';
import type { AuthService } from '../paths/index.js';
import { createDeadline } from './deadline.js';
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

/**
 * A browser with two tabs, a server and a clock, all in memory. The app under test lives in the first
 * tab; its server answers only when told to. The second tab works by itself.
 */
export async function createFakeWorld({ hasIdleLimit = false } = {}) {
  const clock = createVirtualClock();
  const storage = await loadFakeDisk();
  const disk = createGatedDatabase(storage.indexedDB);
  const [first, second] = createFakeTabs(2, { clock, reportError: noteError });
  if (!first || !second) throw new Error('createFakeTabs made no tabs.');
  const backend = createFakeBackend({ now: () => clock.now(), sessionLifetime, jwtLifetime: 20 });
  for (const verb of ['verifyCode', 'refresh', 'revoke'] as const) backend.hold(verb);
  const publishableKey = 'pk_test_paths';
  const errors: unknown[] = [];
  function noteError(error: unknown) {
    errors.push(error);
  }

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

  const world = {
    auth,
    other,
    backend,
    clock,
    disk: disk as DiskGate,
    tab: first,
    errors,
    /** Who entered a code last, in the first tab. */
    entered: 'ada' as Person,
    /** Says something to the first tab that only another one would say. */
    post(message: TabMessage) {
      const names = namesFor(publishableKey);
      const tabs = openWays({
        channel: second.environment.openChannel?.(names.database),
        page: undefined,
        names,
        onMessage() {},
      });
      tabs.tell(message);
      tabs.close();
    },
    /** Nobody does anything until the app warns. */
    async waitForWarning(): Promise<void> {
      await clock.expire(idle.after - idle.warnBefore);
      await world.until('a warning', () => auth.getView().idle !== null);
    },
    /** … and then until the session ends. */
    waitForEnd: () => clock.expire(idle.warnBefore),
    /** Signs a person in, in the other tab. */
    signInElsewhere: (person: Person) => enterCode(other, person, backend.code),
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
    },
    /** Lets everything happen that needs no more telling. */
    async calm(): Promise<void> {
      await fewTurns(40);
      if (storage.isReal) await new Promise((resolve) => realTimeout(resolve, diskTime));
    },
    async end(): Promise<void> {
      backend.release();
      auth.dispose();
      other.dispose();
      await fewTurns();
      await storage.clear();
    },
  };
  await world.until('the second tab', () => other.getView().ready, longestStart);
  return world;
}

export type FakeWorld = Awaited<ReturnType<typeof createFakeWorld>>;

/** Enters a person's code in a tab. */
export async function enterCode(auth: Auth, person: Person, code: string): Promise<void> {
  const { methodId } = await auth.sendCode({ email: people[person].email });
  await auth.signIn({ methodId, code });
}
