import type { EventObject } from 'xstate';
import type { AuthSnapshot } from '../../machines/index.js';
import { people } from './people.js';
import type { Person } from './people.js';
import type { Situation, World } from './situation.js';
import { eventOf, isRunning, move } from './statechart.js';

const farAway = 4_000_000_000_000;

/** A person's session, as the statechart knows it. */
export const sessionOf = (person: Person) => ({
  generation: person,
  user: people[person],
  expiresAt: farAway,
});

/**
 * Lets events happen one after the other, and after each everything that nothing holds back: the
 * device's storage and the app's cleaners answer at once unless the world says otherwise. The server
 * and the user answer only when a fact says so.
 */
export function unfold(before: Situation, ...events: readonly EventObject[]): Situation {
  let situation = settle(before);
  for (const event of events) situation = settle(step(situation, event));
  return situation;
}

/** Changes the world, and lets happen what follows. */
export function change(before: Situation, world: Partial<World>): Situation {
  return settle({ ...before, world: { ...before.world, ...world } });
}

function step(before: Situation, event: EventObject): Situation {
  if (!before.auth) return before;
  const { auth, taken } = move(before.auth, event);
  const after = { ...before, auth, taken: [...before.taken, ...taken] };
  const again = event.type === 'LOGOUT' && before.auth.context.adopt;
  if (isLeaving(auth) && (again || !isLeaving(before.auth))) return tombstone(after);
  const isQueued = auth.context.server === 'queued' && before.auth.context.server !== 'queued';
  return isQueued ? owe(after) : after;
}

const isLeaving = (auth: AuthSnapshot) => auth.matches('loggingOut');

/** Whoever leaves is off the disk for good; who was never on it need not be revoked. */
function tombstone(situation: Situation): Situation {
  const { world, auth } = situation;
  const departing = auth?.context.departing;
  if (departing !== '*' && departing !== world.disk) return situation;
  const nothingToRevoke = departing === '*' && world.disk === null;
  return { ...situation, world: { ...world, disk: null, nothingToRevoke } };
}

function settle(situation: Situation): Situation {
  const next = nextAnswer(situation);
  return next ? settle(step(next.situation, next.event)) : situation;
}

function owe(situation: Situation): Situation {
  const owing = { ...situation, world: { ...situation.world, owesRevocation: true } };
  return step(owing, Object.assign({ type: 'OUTBOX_CHANGED' }, { pending: 1 }));
}

function nextAnswer(situation: Situation): { situation: Situation; event: EventObject } | null {
  const { auth, world } = situation;
  if (!auth) return null;
  if (world.storage !== 'silent')
    for (const service of ['restoreSession', 'commitSession', 'clearDevice']) {
      if (!isRunning(auth, service)) continue;
      return world.storage === 'broken'
        ? failureOf(situation, service)
        : answerOf(situation, service);
    }
  const unnamed = auth.context.departing === '*' && !isRunning(auth, 'clearDevice');
  if (unnamed && isRunning(auth, 'revokeSession') && auth.context.device === 'failed')
    return { situation, event: eventOf.done('revokeSession', 'queued') };
  if (unnamed && isRunning(auth, 'revokeSession') && world.nothingToRevoke)
    return { situation, event: eventOf.done('revokeSession', 'notNeeded') };
  if (world.cleaners !== 'silent' && isRunning(auth, 'runCleaners')) {
    const failures = world.cleaners === 'broken' ? [{ name: 'app', code: 'threw' }] : [];
    return { situation, event: eventOf.done('runCleaners', failures) };
  }
  return null;
}

/** A session that cannot be written is kept in memory, and the others hear of it all the same. */
function failureOf(situation: Situation, service: string) {
  if (service !== 'commitSession') return { situation, event: eventOf.error(service) };
  const unwritten = { ...situation, world: { ...situation.world, disk: null } };
  return { situation: unwritten, event: eventOf.done(service, { storage: 'memory' }) };
}

function answerOf(situation: Situation, service: string) {
  const { auth, world } = situation;
  if (service === 'restoreSession') {
    const session = world.disk ? sessionOf(world.disk) : null;
    const output = { session, storage: 'indexeddb', reason: 'noSession' };
    return { situation, event: eventOf.done(service, output) };
  }
  if (service === 'commitSession') {
    const disk = (auth?.context.arriving?.generation ?? null) as Person | null;
    const written = { ...situation, world: { ...world, disk } };
    return { situation: written, event: eventOf.done(service, { storage: 'indexeddb' }) };
  }
  return { situation, event: eventOf.done(service) };
}
