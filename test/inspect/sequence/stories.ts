import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { createAuth } from '../../../src/engine/index.js';
import type { Auth } from '../../../src/engine/index.js';
import type { Environment } from '../../../src/services/index.js';
import { EventLog } from '../../../src/inspect/recording/event-log.js';
import type { SequenceEntry } from '../../../src/inspect/index.js';
import { toSequence } from '../../../src/inspect/index.js';
import type { FakeBackend, FakeTab } from '../../../src/testing/index.js';
import { createFakeBackend, createFakeTabs } from '../../../src/testing/index.js';

/** A backoff of one length: one by chance would end before, or after, what else is due. */
const steady = (crypto: Environment['crypto']): Environment['crypto'] =>
  crypto && {
    getRandomValues: (array) =>
      array.length === 1 ? array.fill(128) : crypto.getRandomValues(array),
    ...(crypto.subtle && { subtle: crypto.subtle }),
  };

/** A browser with two tabs, one disk and one server, and what its tabs were heard to do. */
interface Stage {
  readonly backend: FakeBackend;
  readonly tabs: readonly FakeTab[];
  readonly entries: SequenceEntry[];
  readonly open: (tab: number) => Promise<Auth>;
  /** Lets time pass until it holds. */
  readonly until: (holds: () => boolean) => Promise<void>;
  readonly stop: () => void;
}

function createStage(): Stage {
  const tabs = createFakeTabs(2, { indexedDB: new IDBFactory() });
  const backend = createFakeBackend();
  const entries: SequenceEntry[] = [];
  const auths: Auth[] = [];
  const until = async (holds: () => boolean): Promise<void> => {
    for (let round = 0; !holds(); round += 1) {
      if (round > 5_000) throw new Error('It never came to that.');
      for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      await tabs[0]?.clock.advance(10);
    }
  };
  return {
    backend,
    tabs,
    entries,
    until,
    async open(index) {
      const tab = tabs[index];
      if (!tab) throw new Error('There is no such tab.');
      const log = new EventLog(10, {});
      log.onEntry((entry) => {
        entries.push({
          ...entry,
          own: log.actors.get(entry.actor)?.own ?? null,
          tab: index === 0 ? 'this' : 'other',
        });
      });
      const auth = createAuth({
        publishableKey: 'pk_test_story',
        backend,
        environment: { ...tab.environment, crypto: steady(tab.environment.crypto) },
        inspect: log.inspect,
      });
      log.attach(auth);
      auths.push(auth);
      auth.start();
      await until(() => auth.getView().status !== 'initializing');
      return auth;
    },
    stop() {
      for (const auth of auths) auth.dispose();
    },
  };
}

async function signedIn(stage: Stage): Promise<Auth> {
  const auth = await stage.open(0);
  let isIn = false;
  void auth
    .sendCode({ email: 'ada@example.test' })
    .then(({ methodId }) => auth.signIn({ methodId, code: stage.backend.code }))
    .then(() => {
      isIn = true;
    });
  await stage.until(() => isIn);
  return auth;
}

async function loggedOut(stage: Stage, run: () => Promise<void>): Promise<void> {
  let isOver = false;
  const over = (): void => {
    isOver = true;
  };
  void run().then(over, over);
  await stage.until(() => isOver);
}

/** Lets what is under way come to rest. */
async function rest(stage: Stage): Promise<void> {
  let rounds = 0;
  await stage.until(() => (rounds += 1) > 20);
}

/** The five standard stories, as `docs/logout.md` tells them. */
export const stories: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  'log-out': async (stage) => {
    const auth = await signedIn(stage);
    stage.entries.length = 0;
    await loggedOut(stage, auth.logout);
    await rest(stage);
  },
  'server-down': async (stage) => {
    const auth = await signedIn(stage);
    stage.entries.length = 0;
    stage.backend.failNext('revoke', 503);
    await loggedOut(stage, auth.logout);
    await stage.until(() => stage.entries.some(({ label }) => label === 'revocationSettled'));
    await rest(stage);
  },
  'another-tab': async (stage) => {
    await signedIn(stage);
    const other = await stage.open(1);
    await rest(stage);
    stage.entries.length = 0;
    await loggedOut(stage, other.logout);
    await rest(stage);
  },
  'tab-closed': async (stage) => {
    const auth = await signedIn(stage);
    stage.entries.length = 0;
    stage.backend.failNext('revoke', 'network');
    await loggedOut(stage, auth.logout);
    auth.dispose();
    await stage.open(0);
    await stage.until(() => stage.entries.some(({ label }) => label === 'revocationSettled'));
    await rest(stage);
  },
  everywhere: async (stage) => {
    const auth = await signedIn(stage);
    stage.entries.length = 0;
    await loggedOut(stage, auth.logoutEverywhere);
    await rest(stage);
  },
};

/** Plays a story with the shipped engine, and writes what happened as a Mermaid diagram. */
export async function playStory(name: string): Promise<string> {
  // The first load of the protocol takes real time, and the stage's clock would not wait for it.
  await import('../../../src/engine/protocol.js');
  const stage = createStage();
  try {
    await stories[name]?.(stage);
    return toSequence(stage.entries, { tab: 'this' });
  } finally {
    stage.stop();
  }
}
