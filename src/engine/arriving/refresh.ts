import type { RefreshOutput } from '../../machines/services.js';
import type { User } from '../../machines/types.js';
import { BackendError, type Grant } from '../../services/backend.js';
import { type Credentials, credentialsOf } from '../../services/vault.js';
import type { With } from '../engine.js';
import { reportFault } from '../report-fault.js';
import { backendCode, ServiceError } from '../service-error.js';
import { sealSession } from './seal-session.js';
import { checkGrant } from './check-grant.js';

/** The service that gets a fresh JWT, and writes it unless its session has left meanwhile. */
export async function refreshSession(
  { device, chart, backend, notices }: With<'device' | 'chart' | 'backend' | 'notices'>,
  generation: string,
  signal: AbortSignal,
): Promise<RefreshOutput> {
  const before = device.vault.get(generation);
  if (!before) return { kind: 'ended', reason: 'loggedOutElsewhere' };
  let grant: Grant;
  try {
    grant = await backend.refresh(nameOf(before), signal);
  } catch (error) {
    if (error instanceof BackendError && [401, 404, 410].includes(error.status))
      return { kind: 'ended', reason: 'revoked' };
    throw new ServiceError(backendCode(error));
  }
  checkGrant(grant);
  return keepFresh({ device, chart, notices }, generation, before, grant, signal);
}

/** Writes a fresh grant of the session that is shown, unless that has left meanwhile. */
export async function keepFresh(
  { device, chart, notices }: With<'device' | 'chart' | 'notices'>,
  generation: string,
  before: Credentials,
  grant: Grant,
  signal?: AbortSignal,
): Promise<RefreshOutput> {
  const { vault, store, crypto } = device;
  const user = sameOr(chart.actor.getSnapshot().context.session?.user, grant.user);
  const session = { generation, user, expiresAt: grant.expiresAt * 1000 };
  const after = credentialsOf(grant, before.key, before);
  if (before.key) {
    const record = await sealSession(crypto, session, after, before.key);
    const stored = await store.update(record).catch((error: unknown) => {
      reportFault(notices, 'refresh', error);
      return true;
    });
    if (!stored) return { kind: 'ended', reason: 'loggedOutElsewhere' };
  }
  if (signal?.aborted || !vault.has(generation)) throw new ServiceError('superseded');
  vault.set(generation, after);
  return { kind: 'refreshed', session };
}

const nameOf = ({ sessionToken, sessionId }: Credentials) => ({
  sessionToken,
  ...(sessionId !== undefined && { sessionId }),
});

/** An unchanged user keeps its identity, so that nothing renders again. */
const sameOr = (before: User | undefined, after: User): User =>
  before && JSON.stringify(before) === JSON.stringify(after) ? before : after;
