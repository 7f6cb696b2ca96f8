import type { Services } from '../../machines/actors.js';
import type { ServerOutcome } from '../../machines/types.js';
import { completeEnvironment } from '../../services/browser-environment.js';
import { createBackend } from '../../services/http-backend.js';
import { createIndexedDbDisk } from '../../services/indexed-db-disk.js';
import { createMemoryDisk } from '../../services/memory-disk.js';
import { createOutbox } from '../../services/outbox.js';
import { randomId } from '../../services/random-id.js';
import { readSession } from '../../services/read-session.js';
import { createResilientDisk } from '../../services/resilient-disk.js';
import { createSessionStore } from '../../services/session-store.js';
import type { TabMessage } from '../../services/tabs.js';
import { createTombstones } from '../../services/tombstones.js';
import type { Core } from '../core.js';
import { createArrivals } from './arrival.js';
import { createDepartures } from './departure.js';
import { createFollower } from './follower.js';
import { createFirstLook } from './first-look.js';
import { createHearing } from './hearing.js';
import { askLogoutGuards, runCleaners } from './hooks.js';
import { createLogout } from './logout.js';
import { checkReachesEverywhere } from './logout-outcome.js';
import { createOutboxRunner } from './outbox-runner.js';
import { createRecheck } from './recheck.js';
import { restoreSession } from './restore.js';
import { readTokens } from './session-tokens.js';
import { catchUp } from './signed-out.js';
import { createSignIns } from './sign-in.js';
import { reportFault, type Tools } from './tools.js';

/**
 * Everything that the first render does not need. It loads right after the start, and every service
 * of the machine waits for it.
 */
export function createProtocol(core: Core) {
  const { actor, notices, options, timeouts, names } = core;
  const { backend = '/api/auth' } = options;
  const environment = completeEnvironment(core.environment);
  const { clock, crypto, indexedDB, page } = environment;
  const tab = randomId(crypto);

  const indexedDbDisk =
    indexedDB && crypto?.subtle
      ? createIndexedDbDisk({
          factory: indexedDB,
          name: names.database,
          clock,
          openTimeout: timeouts.restoreTimeout / 2,
        })
      : undefined;
  const firstLook = createFirstLook(core, environment);
  const disk = createResilientDisk(
    indexedDbDisk,
    createMemoryDisk(),
    (error) => {
      reportFault(core, 'open', error);
      actor.send({ type: 'STORAGE_CHANGED', storage: 'memory' });
    },
    indexedDbDisk && firstLook.read,
  );
  const tombstones = createTombstones(names.tombstones, environment.localStorage);
  const talker = typeof backend === 'string' ? createBackend(backend, environment.fetch) : backend;
  const outbox = createOutbox({
    disk,
    backend: talker,
    clock,
    crypto,
    sender: tab,
    timeout: timeouts.revokeTimeout,
    onSettled(generation, result) {
      const message = { type: 'revocationSettled', generation, result } as const;
      hearing.tell(message);
      onTabMessage(message);
    },
  });
  const runner = createOutboxRunner({ ...core, environment }, outbox, `${names.database}:outbox`);
  const tools: Tools = {
    ...core,
    environment,
    backend: talker,
    disk,
    tombstones,
    store: createSessionStore(disk, tombstones),
    vault: new Map(),
    departures: new Map(),
    heard: new Set<string>(),
    settled: new Map<string, ServerOutcome>(),
    outbox,
    outboxChanged: () => runner.changed(),
    tab,
    tell: (message) => hearing.tell(message),
  };
  const departures = createDepartures(tools);
  const arrivals = createArrivals(tools, departures);
  const follow = createFollower(core, tools);
  const { recheck, stopWatching } = createRecheck(tools, (pending) => runner.show(pending));

  function onTabMessage(message: TabMessage) {
    const { type, generation } = message;
    if (type === 'signedOut') {
      void follow(generation);
    } else if (type === 'signedIn') {
      catchUp(tools);
      actor.send({ type: 'SIGNED_IN_ELSEWHERE', generation });
    } else if (type === 'revocationSettled') {
      tools.settled.set(generation, message.result === 'refused' ? 'refused' : 'revoked');
      notices.emit(message);
      runner.settled();
    }
  }

  /** What is on the disk: the first time as it was read ahead, where that can be relied on. */
  async function look() {
    const ahead = indexedDbDisk && (await firstLook.take());
    if (ahead) return ahead;
    hearing.listen();
    return readSession(disk);
  }

  const hearing = createHearing({
    ...tools,
    onMessage: onTabMessage,
    onWake() {
      recheck();
      runner.wake('visible');
    },
    onOnline: () => runner.wake(page?.isVisible() === false ? 'visible' : 'online'),
    onHide: () => disk.close(),
    onBegin() {
      runner.start();
      if (actor.getSnapshot().matches('initializing')) return;
      // Whatever was missed before.
      recheck();
      runner.changed();
    },
  });
  const logouts = createLogout(tools);
  const services: Services = {
    restoreSession: (_, signal) => restoreSession(tools, departures, look(), signal),
    verifySignIn: arrivals.verifySignIn,
    commitSession: arrivals.commitSession,
    refreshSession: arrivals.refreshSession,
    askLogoutGuards: (_, signal) => askLogoutGuards(tools, signal),
    clearDevice: departures.clearDevice,
    revokeSession: departures.revokeSession,
    runCleaners: () => runCleaners(tools),
  };

  return {
    services,
    ...createSignIns(tools, arrivals, departures),
    getSessionTokens: () => readTokens(tools),
    ...logouts,
    async logoutEverywhere() {
      catchUp(tools);
      checkReachesEverywhere(tools);
      await logouts.logout('everywhere');
    },
    getPendingRevocations: async () =>
      (await outbox.list()).map(({ generation, attempts, notBefore, expiresAt }) => ({
        generation,
        attempts,
        notBefore,
        expiresAt,
      })),

    start: hearing.start,

    stop() {
      stopWatching();
      runner.stop();
      hearing.stop();
      disk.close();
    },
  };
}

export type Protocol = ReturnType<typeof createProtocol>;
