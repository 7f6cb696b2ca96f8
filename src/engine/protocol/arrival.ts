import type { RefreshOutput } from '../../machines/actors.js';
import type { PublicSession, Storage } from '../../machines/types.js';
import type { Backend, Grant } from '../../services/backend.js';
import { BackendError } from '../../services/backend.js';
import type { SessionRecord } from '../../services/records.js';
import { createKey, seal } from '../../services/seal.js';
import { SupersededError } from '../../services/session-store.js';
import { type Credentials, credentialsOf } from '../../services/vault.js';
import type { Departures } from './departure.js';
import { backendCode, ServiceError } from './service-error.js';
import { reportFault, type Tools } from './tools.js';

type Request = Parameters<Backend['verifyCode']>[0];

/** How sessions come to this device: signed in, then refreshed. */
export function createArrivals(tools: Tools, departures: Departures) {
  const { actor, environment, tombstones, vault, disk } = tools;
  const { backend, store, tell, outboxChanged } = tools;
  const { clock, crypto } = environment;
  /** What the user entered, and why the backend did not like it: never in the machine. */
  const requests = new Map<string, Request>();
  const failures = new Map<string, unknown>();
  const arriving = new Map<string, PublicSession>();

  async function sealed(
    { generation, user }: PublicSession,
    { sessionToken, sessionJwt, jwtExpiresAt, ...open }: Credentials,
    key: CryptoKey,
  ): Promise<SessionRecord> {
    if (!crypto) throw new ServiceError('unavailable');
    const { ticket, everywhereTicket, expiresAt } = open;
    const credentials = { sessionToken, sessionJwt, jwtExpiresAt };
    const bytes = await seal(crypto, key, generation, { user, credentials });
    return { generation, sealed: bytes, ticket, everywhereTicket, expiresAt };
  }

  async function verifySignIn(
    { attempt }: { attempt: string },
    signal: AbortSignal,
  ): Promise<PublicSession> {
    const request = requests.get(attempt);
    if (!request) throw new ServiceError('unknown_attempt');
    try {
      // Not aborted with the state: a session that the server makes all the same must be revoked.
      const grant = await backend.verifyCode(request, new AbortController().signal);
      if (!isGrant(grant)) throw new ServiceError('malformed_grant');
      const session = {
        generation: attempt,
        user: grant.user,
        expiresAt: grant.expiresAt * 1000,
      };
      vault.set(attempt, credentialsOf(grant, null));
      arriving.set(attempt, session);
      if (signal.aborted) void departures.abandon(attempt);
      return session;
    } catch (error) {
      failures.set(attempt, error);
      throw new ServiceError(backendCode(error));
    }
  }

  async function commitSession({
    generation,
  }: {
    generation: string;
  }): Promise<{ storage: Storage }> {
    const session = arriving.get(generation);
    const credentials = vault.get(generation);
    if (!session || !credentials) throw new ServiceError('superseded');
    const wildcard = tombstones.find('*');
    let { storage } = disk;
    try {
      if (crypto?.subtle && storage === 'indexeddb') {
        const key = await createKey(crypto.subtle);
        const record = await sealed(session, credentials, key);
        const { replaced } = await store.commit(record, key, clock.now());
        if (replaced) outboxChanged();
        if (wildcard) tombstones.remove('*');
        if (vault.has(generation)) vault.set(generation, { ...credentials, key });
      }
    } catch (error) {
      if (error instanceof SupersededError) throw new ServiceError(error.code);
      reportFault(tools, 'commit', error);
      storage = 'memory';
    }
    if (!vault.has(generation)) throw new ServiceError('superseded');
    tell({ type: 'signedIn', generation });
    return { storage };
  }

  async function refreshSession(
    { generation }: { generation: string },
    signal: AbortSignal,
  ): Promise<RefreshOutput> {
    const before = vault.get(generation);
    if (!before) return { kind: 'ended', reason: 'loggedOutElsewhere' };
    let grant: Grant;
    try {
      grant = await backend.refresh({ sessionToken: before.sessionToken }, signal);
    } catch (error) {
      if (error instanceof BackendError && [401, 404, 410].includes(error.status))
        return { kind: 'ended', reason: 'revoked' };
      throw new ServiceError(backendCode(error));
    }
    if (!isGrant(grant)) throw new ServiceError('malformed_grant');
    const shown = actor.getSnapshot().context.session?.user;
    const user = isSame(shown, grant.user) && shown ? shown : grant.user;
    const session = { generation, user, expiresAt: grant.expiresAt * 1000 };
    const after = credentialsOf(grant, before.key);
    if (before.key) {
      const record = await sealed(session, after, before.key);
      const stored = await store.update(record).catch((error: unknown) => {
        reportFault(tools, 'refresh', error);
        return true;
      });
      if (!stored) return { kind: 'ended', reason: 'loggedOutElsewhere' };
    }
    if (signal.aborted || !vault.has(generation)) throw new ServiceError('superseded');
    vault.set(generation, after);
    return { kind: 'refreshed', session };
  }

  return {
    verifySignIn,
    commitSession,
    refreshSession,
    /** Keeps what the user entered until its attempt ends. */
    hold(attempt: string, request: Request) {
      requests.set(attempt, request);
    },
    /** Forgets an attempt, and returns what the backend threw at it. */
    forget(attempt: string): unknown {
      const failure = failures.get(attempt);
      for (const map of [requests, failures, arriving]) map.delete(attempt);
      return failure;
    },
  };
}

export type Arrivals = ReturnType<typeof createArrivals>;

function isGrant(grant: Grant): boolean {
  return (
    typeof grant?.sessionToken === 'string' &&
    typeof grant.sessionJwt === 'string' &&
    typeof grant.user?.id === 'string' &&
    Number.isFinite(grant.expiresAt) &&
    Number.isFinite(grant.jwtExpiresAt)
  );
}

/** An unchanged user keeps its identity, so that nothing renders again. */
const isSame = (before: unknown, after: unknown) =>
  JSON.stringify(before) === JSON.stringify(after);
