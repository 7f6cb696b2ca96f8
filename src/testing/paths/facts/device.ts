import type { Fact } from '../fact.js';
import type { Situation, World } from '../situation.js';
import { change, unfold } from '../unfold.js';

const isCalm = ({ auth, world }: Situation) =>
  world.storage === 'answers' &&
  world.cleaners === 'work' &&
  (auth?.matches('loggedOut') === true ||
    auth?.matches({ authenticated: { tokens: 'fresh', intent: 'staying' } }) === true);

const isSignedIn = ({ auth }: Situation) => auth?.matches('authenticated') ?? false;

const becomes = (
  label: string,
  world: Partial<World>,
  applies: (situation: Situation) => boolean,
  by: Fact['by'] = 'device',
): Fact => ({ label, by, applies, happens: (situation) => change(situation, world) });

/** What the device and the app's own cleaners do. */
export const device = {
  storageHangs: becomes('storage stops answering', { storage: 'silent' }, isCalm),
  storageBreaks: becomes(
    'storage breaks',
    { storage: 'broken' },
    (situation) => isCalm(situation) || situation.world.storage === 'silent',
  ),
  storageRecovers: becomes(
    'storage answers',
    { storage: 'answers' },
    ({ world }) => world.storage !== 'answers',
  ),
  storageFallsBack: {
    label: 'storage falls back to memory',
    by: 'engine',
    applies: ({ auth }) =>
      auth?.matches('authenticated') === true && auth.context.storage === 'indexeddb',
    happens: (situation) =>
      unfold(situation, Object.assign({ type: 'STORAGE_CHANGED' }, { storage: 'memory' })),
  },
  cleanerHangs: becomes(
    "the app's cleaner will hang",
    { cleaners: 'silent' },
    (situation) => isCalm(situation) && isSignedIn(situation),
    'app',
  ),
  cleanerBreaks: becomes(
    "the app's cleaner will throw",
    { cleaners: 'broken' },
    (situation) => isCalm(situation) && isSignedIn(situation),
    'app',
  ),
  cleanerEnds: becomes(
    "the app's cleaner ends",
    { cleaners: 'work' },
    ({ world }) => world.cleaners === 'silent',
    'app',
  ),
} satisfies Record<string, Fact>;
