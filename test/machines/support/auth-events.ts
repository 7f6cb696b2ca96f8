import { serviceNames } from '../../../src/machines/actors.js';
import { type AuthEvent, authMachine } from '../../../src/machines/index.js';
import { stateNodes } from './state-nodes.js';
import { mine, next } from './situations.js';

/** What can happen to the machine, by a name for the table. Internal events included. */
export type NamedEvent = readonly [name: string, event: { type: string }];

const happened = (event: AuthEvent, note = ''): NamedEvent => [`${event.type}${note}`, event];
const done = (id: string, output: unknown, note = ''): NamedEvent => [
  `done ${id}${note}`,
  { type: `xstate.done.actor.${id}`, output, actorId: id } as { type: string },
];
const failed = (id: string): NamedEvent => [
  `error ${id}`,
  {
    type: `xstate.error.actor.${id}`,
    error: Object.assign(new Error('x'), { code: 'network' }),
    actorId: id,
  } as { type: string },
];

const threw = [{ name: 'one', code: 'threw' }];
const restored = { session: mine, storage: 'indexeddb', reason: 'noSession' };

const outcomes: readonly NamedEvent[] = [
  done('restoreSession', restored, ' (session)'),
  done('restoreSession', { ...restored, session: null, reason: 'expired' }, ' (none)'),
  done('verifySignIn', next),
  done('commitSession', { storage: 'indexeddb' }),
  done('refreshSession', { kind: 'refreshed', session: mine }, ' (refreshed)'),
  done('refreshSession', { kind: 'ended', reason: 'revoked' }, ' (revoked)'),
  done('refreshSession', { kind: 'ended', reason: 'loggedOutElsewhere' }, ' (signed out)'),
  done('askLogoutGuards', { by: null, failures: [] }, ' (yes)'),
  done('askLogoutGuards', { by: null, failures: threw }, ' (yes, one threw)'),
  done('askLogoutGuards', { by: 'draft', failures: [] }, ' (no)'),
  done('clearDevice', undefined),
  ...['revoked', 'queued', 'refused', 'notNeeded'].map((output) =>
    done('revokeSession', output, ` (${output})`),
  ),
  done('runCleaners', [], ' (all)'),
  done('runCleaners', threw, ' (one threw)'),
];

const elapsed: readonly NamedEvent[] = stateNodes(authMachine).flatMap((node) =>
  node.after.map(({ delay }): NamedEvent => [
    `after ${String(delay)} of ${node.id}`,
    { type: `xstate.after.${String(delay)}.${node.id}` },
  ]),
);

/** Every event, in every variant that a guard tells apart. */
export const authEvents: readonly NamedEvent[] = [
  happened({ type: 'LOGOUT', scope: 'session', guarded: false }),
  happened({ type: 'LOGOUT', scope: 'everywhere', guarded: true }, ' (guarded, everywhere)'),
  happened({ type: 'SIGN_IN', attempt: 'newer' }),
  happened({ type: 'REFRESH' }),
  happened({ type: 'SESSION_EXPIRED', generation: 'mine' }, ' (mine)'),
  happened({ type: 'SESSION_EXPIRED', generation: 'older' }, ' (older)'),
  happened({ type: 'SIGNED_OUT_ELSEWHERE', generation: 'mine' }, ' (mine)'),
  happened({ type: 'SIGNED_OUT_ELSEWHERE', generation: '*' }, ' (*)'),
  happened({ type: 'SIGNED_OUT_ELSEWHERE', generation: 'older' }, ' (older)'),
  happened({ type: 'SIGNED_IN_ELSEWHERE', generation: 'mine' }, ' (mine)'),
  happened({ type: 'SIGNED_IN_ELSEWHERE', generation: 'theirs' }, ' (theirs)'),
  happened({ type: 'OUTBOX_CHANGED', pending: 2 }),
  happened({ type: 'STORAGE_CHANGED', storage: 'memory' }),
  ...outcomes,
  ...serviceNames.map(failed),
  ...elapsed,
];
