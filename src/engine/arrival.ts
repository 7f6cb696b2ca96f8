import type { RefreshOutput, RestoreOutput } from '../machines/actors.js';
import type { PublicSession, Storage } from '../machines/types.js';
import type { Backend, Grant } from '../services/backend.js';
import { BackendError } from '../services/backend.js';
import { StorageError } from '../services/disk.js';
import type { SessionRecord } from '../services/records.js';
import { createKey, seal, unseal } from '../services/seal.js';
import { SupersededError } from '../services/session-store.js';
import { type Credentials, credentialsOf } from '../services/vault.js';
import type { Core } from './core.js';
import { backendCode, reportFault, ServiceError } from './core.js';
import type { Departures } from './departure.js';

/** How sessions come to this device: restored, signed in, refreshed. */
export function createArrivals(core: Core, departures: Departures) {
  const { environment, tombstones, vault, store, disk, backend } = core;
  const { clock, crypto } = environment;
  const subtle = crypto?.subtle;
  /** Credentials being entered, and why the backend did not like them: never in the machine. */
  const requests = new Map<string, Parameters<Backend['verifyCode']>[0]>();
  const failures = new Map<string, unknown>();
  const arriving = new Map<string, PublicSession>();

  async function sealedRecord(
    { generation, user }: PublicSession,
    credentials: Credentials,
    key: CryptoKey,
  ): Promise<SessionRecord> {
    const { sessionToken, sessionJwt, jwtExpiresAt } = credentials;
    const { ticket, everywhereTicket, expiresAt } = credentials;
    if (!crypto || !subtle) throw new StorageError('unavailable');
    const sealed = await seal(
      { ...crypto, subtle, getRandomValues: (a) => crypto.getRandomValues(a) },
      key,
      generation,
      {
        user,
        credentials: { sessionToken, sessionJwt, jwtExpiresAt },
      },
    );
    return { generation, sealed, ticket, everywhereTicket, expiresAt };
  }

  async function restoreSession(signal: AbortSignal): Promise<RestoreOutput> {
    const nobody = (reason: RestoreOutput['reason']) =>
      ({ session: null, storage: disk.storage, reason }) as const;
    try {
      const { record, key, pending } = await store.read();
      if (pending > 0) core.outboxChanged();
      if (!record) {
        tombstones.remove('*');
        return nobody('noSession');
      }
      const tombstone = tombstones.find(record.generation);
      if (tombstone || !isSound(record) || record.expiresAt <= clock.now()) {
        await drop(record, tombstone?.scope ?? 'session');
        if (tombstone) return nobody('loggedOutElsewhere');
        if (isSound(record)) return nobody('expired');
        throw new StorageError('corrupt_record');
      }
      const { generation, expiresAt } = record;
      if (!subtle || !key) {
        await drop(record, 'session');
        throw new StorageError('corrupt_record');
      }
      const { user, credentials } = await unseal(subtle, key.key, generation, record.sealed).catch(
        async (error: unknown) => {
          await drop(record, 'session');
          throw error;
        },
      );
      if (tombstones.find(generation)) {
        await drop(record, 'session');
        return nobody('loggedOutElsewhere');
      }
      if (signal.aborted) return nobody('storageFailed');
      vault.set(generation, { ...record, ...credentials, key: key.key });
      return {
        session: { generation, user, expiresAt },
        storage: disk.storage,
        reason: 'noSession',
      };
    } catch (error) {
      throw new ServiceError(reportFault(core, 'restore', error));
    }
  }

  /** Finishes a logout that was cut off, or removes what cannot be used. */
  async function drop(record: SessionRecord, scope: 'session' | 'everywhere') {
    const now = clock.now();
    const generation = isSound(record) ? record.generation : '*';
    const { generation: dropped } = await store.clear({
      generation,
      scope,
      ticket: null,
      onDisk: true,
      sender: null,
      now,
      notBefore: now,
      expiresAt: Number(record.expiresAt) || now,
      tell: !(record.expiresAt <= now),
    });
    departures.nameWildcard(dropped, scope);
    core.outboxChanged();
  }

  async function verifySignIn(attempt: string, signal: AbortSignal): Promise<PublicSession> {
    const request = requests.get(attempt);
    if (!request) throw new ServiceError('unknown_attempt');
    try {
      // Not aborted with the state: a session that the server makes all the same must be revoked.
      const grant = await backend.verifyCode(request, new AbortController().signal);
      const session = arrive(attempt, grant);
      if (signal.aborted) void departures.abandon(attempt);
      return session;
    } catch (error) {
      failures.set(attempt, error);
      throw new ServiceError(backendCode(error));
    }
  }

  function arrive(generation: string, grant: Grant): PublicSession {
    if (!isGrant(grant)) throw new ServiceError('malformed_grant');
    const session = { generation, user: grant.user, expiresAt: grant.expiresAt * 1000 };
    vault.set(generation, credentialsOf(grant, null));
    arriving.set(generation, session);
    return session;
  }

  async function commitSession(generation: string): Promise<{ storage: Storage }> {
    const session = arriving.get(generation);
    const credentials = vault.get(generation);
    arriving.delete(generation);
    if (!session || !credentials) throw new ServiceError('superseded');
    const wildcard = tombstones.find('*')?.generation === '*';
    let storage = disk.storage;
    try {
      const key = subtle && storage === 'indexeddb' ? await createKey(subtle) : null;
      if (key) {
        const record = await sealedRecord(session, credentials, key);
        const { replaced } = await store.commit(record, key, clock.now());
        if (replaced) core.outboxChanged();
        if (wildcard) tombstones.remove('*');
        if (vault.has(generation)) vault.set(generation, { ...credentials, key });
      }
    } catch (error) {
      if (error instanceof SupersededError) throw new ServiceError(error.code);
      reportFault(core, 'commit', error);
      storage = 'memory';
    }
    if (!vault.has(generation)) throw new ServiceError('superseded');
    core.tell({ type: 'signedIn', generation });
    return { storage };
  }

  async function refreshSession(generation: string, signal: AbortSignal): Promise<RefreshOutput> {
    const before = vault.get(generation);
    if (!before) return { kind: 'ended', reason: 'loggedOutElsewhere' };
    let grant: Grant;
    try {
      grant = await backend.refresh({ sessionToken: before.sessionToken }, signal);
      if (!isGrant(grant)) throw new ServiceError('malformed_grant');
    } catch (error) {
      if (error instanceof BackendError && [401, 404, 410].includes(error.status))
        return { kind: 'ended', reason: 'revoked' };
      throw new ServiceError(backendCode(error));
    }
    const user = sameUser(core.currentUser(), grant.user);
    const session = { generation, user, expiresAt: grant.expiresAt * 1000 };
    const after = credentialsOf(grant, before.key);
    if (before.key) {
      const record = await sealedRecord(session, after, before.key);
      const stored = await store.update(record).catch((error: unknown) => {
        reportFault(core, 'refresh', error);
        return true;
      });
      if (!stored) return { kind: 'ended', reason: 'loggedOutElsewhere' };
    }
    if (signal.aborted || !vault.has(generation)) throw new ServiceError('superseded');
    vault.set(generation, after);
    return { kind: 'refreshed', session };
  }

  return {
    restoreSession,
    verifySignIn,
    commitSession,
    refreshSession,
    /** Keeps what the user entered until its attempt ends. */
    hold(attempt: string, request: Parameters<Backend['verifyCode']>[0]) {
      requests.set(attempt, request);
    },
    /** Forgets an attempt, and returns what the backend threw at it. */
    forget(attempt: string): unknown {
      const failure = failures.get(attempt);
      requests.delete(attempt);
      failures.delete(attempt);
      arriving.delete(attempt);
      return failure;
    },
  };
}

function isSound(record: SessionRecord): boolean {
  return (
    typeof record.generation === 'string' &&
    typeof record.expiresAt === 'number' &&
    typeof record.sealed === 'object'
  );
}

function isGrant(grant: Grant): boolean {
  return (
    typeof grant?.sessionToken === 'string' &&
    typeof grant.sessionJwt === 'string' &&
    typeof grant.user?.id === 'string' &&
    Number.isFinite(grant.expiresAt) &&
    Number.isFinite(grant.jwtExpiresAt)
  );
}

/** Keeps the identity of an unchanged user, so that nothing renders again. */
function sameUser(before: PublicSession['user'] | undefined, after: PublicSession['user']) {
  return before && JSON.stringify(before) === JSON.stringify(after) ? before : after;
}
