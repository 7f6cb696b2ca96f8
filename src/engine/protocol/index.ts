import { createActor, fromPromise } from 'xstate';
import type { Services } from '../../machines/actors.js';
import { outboxMachine } from '../../machines/outbox-machine.js';
import type { User } from '../../machines/types.js';
import { completeEnvironment } from '../../services/browser-environment.js';
import { bounded } from '../../services/bounded.js';
import { createBackend } from '../../services/http-backend.js';
import { createIndexedDbDisk } from '../../services/indexed-db-disk.js';
import { watchLifecycle } from '../../services/lifecycle.js';
import { createMemoryDisk } from '../../services/memory-disk.js';
import { namesFor } from '../../services/names.js';
import { createOutbox } from '../../services/outbox.js';
import { randomId } from '../../services/random-id.js';
import { createResilientDisk } from '../../services/resilient-disk.js';
import { createSessionStore } from '../../services/session-store.js';
import { openTabs, type TabMessage, type Tabs } from '../../services/tabs.js';
import { createTombstones } from '../../services/tombstones.js';
import { createTurn } from '../../services/turn.js';
import type { AuthNotice } from '../auth.js';
import type { Core } from '../core.js';
import { SignInError } from '../sign-in-error.js';
import { createArrivals } from './arrival.js';
import { createDepartures } from './departure.js';
import { askLogoutGuards, runCleaners } from './hooks.js';
import { checkReachesEverywhere, checkLoggedOut } from './logout-outcome.js';
import { createRecheck } from './recheck.js';
import { restoreSession } from './restore.js';
import { backendCode, ServiceError } from './service-error.js';
import { readTokens } from './session-tokens.js';
import { reportFault, type Tools } from './tools.js';

/**
 * Everything that a page does not need to show who is signed in: it loads right after the start, and
 * every service waits for it.
 */
export function createProtocol(core: Core) {
  const { actor, notices, options, timeouts, tombstonesKey } = core;
  const names = namesFor(options.publishableKey);
  const environment = completeEnvironment(core.environment);
  const { clock, crypto, indexedDB, page } = environment;
  const { backend: given = '/api/auth', inspect } = options;
  const tab = randomId(crypto);
  const signIns = new Map<string, { resolve(user: User): void; reject(error: Error): void }>();

  let tabs: Tabs | undefined;
  const tell = (message: TabMessage) => tabs?.tell(message);
  const backend = typeof given === 'string' ? createBackend(given, environment.fetch) : given;
  const disk = createResilientDisk(
    indexedDB && crypto?.subtle
      ? createIndexedDbDisk({
          factory: indexedDB,
          name: names.database,
          clock,
          openTimeout: timeouts.restoreTimeout / 2,
        })
      : undefined,
    createMemoryDisk(),
    (error) => {
      reportFault(core, 'open', error);
      actor.send({ type: 'STORAGE_CHANGED', storage: 'memory' });
    },
  );
  const tombstones = createTombstones(tombstonesKey, environment.localStorage);
  const outbox = createOutbox({
    disk,
    backend,
    clock,
    crypto,
    sender: tab,
    timeout: timeouts.revokeTimeout,
    onSettled(generation, result) {
      const message = { type: 'revocationSettled', generation, result } as const;
      tell(message);
      onTabMessage(message);
    },
  });
  const tools: Tools = {
    ...core,
    environment,
    disk,
    tombstones,
    vault: new Map(),
    departures: new Map(),
    backend,
    store: createSessionStore(disk, tombstones),
    outbox,
    tab,
    tell,
    outboxChanged() {
      void outbox.count().then(
        (pending) => {
          onPending(pending);
          if (pending > 0) runner?.send({ type: 'WAKE', reason: 'added' });
        },
        () => undefined,
      );
    },
  };
  const departures = createDepartures(tools);
  const arrivals = createArrivals(tools, departures);
  const { recheck, watchExpiry, stopWatching } = createRecheck(tools, onPending);

  const turn = createTurn(names.turn, environment.locks);
  const runnable = outboxMachine.provide({
    actors: {
      takeTurn: fromPromise<void, void>(({ signal }) => turn.take(signal)),
      sendDue: fromPromise(async ({ input, signal }) => {
        try {
          return await outbox.drain({ ...input, signal });
        } catch {
          throw new ServiceError('outbox');
        } finally {
          turn.release();
        }
      }),
    },
  });
  const run = () => {
    const outboxActor = createActor(runnable, { id: 'outbox', clock, ...(inspect && { inspect }) });
    outboxActor.on('drained', ({ pending }) => onPending(pending));
    return outboxActor.start();
  };
  let runner: ReturnType<typeof run> | undefined;
  let stopLifecycle = () => {};

  function onPending(pending: number) {
    if (pending !== actor.getSnapshot().context.pendingRevocations)
      actor.send({ type: 'OUTBOX_CHANGED', pending });
  }

  function onTabMessage(message: TabMessage) {
    const { type, generation } = message;
    if (type === 'signedOut') onSignedOut(generation);
    else if (type === 'signedIn') actor.send({ type: 'SIGNED_IN_ELSEWHERE', generation });
    else if (type === 'revocationSettled') {
      departures.noteSettled(generation, message.result);
      notices.emit(message);
      tools.outboxChanged();
    }
  }

  function onSignedOut(generation: string) {
    const shown = actor.getSnapshot().context.session?.generation;
    // The wildcard means what was on disk: a session that never was there stays.
    if (generation === '*' && shown && !tools.vault.get(shown)?.key) return;
    actor.send({ type: 'SIGNED_OUT_ELSEWHERE', generation });
  }

  function onNotice(notice: AuthNotice) {
    if (notice.type === 'signedIn') {
      watchExpiry();
      const { session } = actor.getSnapshot().context;
      arrivals.forget(notice.generation);
      if (session) signIns.get(notice.generation)?.resolve(session.user);
    } else if (notice.type === 'signInFailed' || notice.type === 'signInCancelled') {
      const cause = arrivals.forget(notice.attempt);
      const code = notice.type === 'signInFailed' ? notice.code : 'cancelled';
      signIns.get(notice.attempt)?.reject(new SignInError(code, { cause }));
      // A logout that starts with this very event takes the session along by itself.
      queueMicrotask(() => void departures.abandon(notice.attempt));
    }
  }
  notices.on('*', onNotice);

  const services: Services = {
    restoreSession: (_, signal) => restoreSession(tools, departures, signal),
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
    readTokens: () => readTokens(tools),
    checkLoggedOut,
    checkReachesEverywhere: () => checkReachesEverywhere(tools),
    pendingRevocations: async () =>
      (await outbox.list()).map(({ generation, attempts, notBefore, expiresAt }) => ({
        generation,
        attempts,
        notBefore,
        expiresAt,
      })),

    async sendCode({ email }: { email: string }) {
      if (typeof email !== 'string' || !/.@./.test(email)) throw new SignInError('invalid_email');
      try {
        return await bounded(clock, timeouts.signInTimeout, (signal) =>
          backend.sendCode({ email }, signal),
        );
      } catch (cause) {
        throw new SignInError(backendCode(cause), { cause });
      }
    },

    signIn(request: { methodId: string; code: string }): Promise<User> {
      const attempt = randomId(crypto);
      arrivals.hold(attempt, request);
      const result = new Promise<User>((resolve, reject) =>
        signIns.set(attempt, { resolve, reject }),
      );
      actor.send({ type: 'SIGN_IN', attempt });
      return result.finally(() => signIns.delete(attempt));
    },

    start() {
      if (tabs) return;
      tabs = openTabs({
        channel: environment.openChannel?.(names.channel),
        page,
        tombstoneKey: tombstonesKey,
        onMessage: onTabMessage,
      });
      stopLifecycle = watchLifecycle({
        page,
        onWake() {
          recheck();
          runner?.send({ type: 'WAKE', reason: 'visible' });
        },
        onOnline() {
          const reason = page?.isVisible() === false ? 'visible' : 'online';
          runner?.send({ type: 'WAKE', reason });
        },
        onHide: () => disk.close(),
      });
      runner = run();
      if (!actor.getSnapshot().matches('initializing')) recheck();
      tools.outboxChanged();
    },

    stop() {
      stopLifecycle();
      stopWatching();
      runner?.stop();
      runner = undefined;
      turn.release();
      tabs?.close();
      tabs = undefined;
      disk.close();
    },
  };
}

export type Protocol = ReturnType<typeof createProtocol>;
