import type { Fact } from '../fact.js';
import type { Situation } from '../situation.js';
import { eventOf, isRunning } from '../statechart.js';
import { unfold } from '../unfold.js';

const localServices = [
  'askLogoutGuards',
  'restoreSession',
  'commitSession',
  'clearDevice',
  'runCleaners',
] as const;

const waitingFor = ({ auth }: Situation) =>
  localServices.find((service) => isRunning(auth, service)) ?? null;

const waits: Readonly<Record<string, string>> = {
  askLogoutGuards: 'no answer',
  runCleaners: "the app's cleaner hangs",
};

/** The session is over by itself, on the disk as well. */
const end = (situation: Situation, why: { readonly reason?: 'idle' } = {}) =>
  unfold(
    { ...situation, world: { ...situation.world, disk: null } },
    Object.assign(
      { type: 'SESSION_EXPIRED' },
      { generation: situation.auth?.context.session?.generation ?? '', ...why },
    ),
  );

/** What time does. */
export const time = {
  jwtGoesStale: {
    label: 'JWT goes stale',
    by: 'app',
    applies: ({ auth }) => auth?.matches({ authenticated: { tokens: 'fresh' } }) ?? false,
    happens: (situation) => unfold(situation, { type: 'REFRESH' }),
  },
  sessionExpires: {
    label: 'session expires',
    by: 'time',
    applies: ({ auth }) => auth?.matches('authenticated') ?? false,
    happens: (situation) => end(situation),
  },
  goesIdle: {
    label: 'user is away for too long',
    by: 'time',
    applies: ({ auth }) => auth?.matches('authenticated') ?? false,
    happens: (situation) => end(situation, { reason: 'idle' }),
  },
  staysActive: {
    label: 'user is warned, and stays',
    by: 'time',
    applies: ({ auth }) => auth?.matches({ authenticated: { intent: 'staying' } }) ?? false,
    happens: (situation) => situation,
  },
  localTimeout: {
    label: (situation) => waits[waitingFor(situation) ?? ''] ?? 'the device hangs',
    by: 'time',
    service: waitingFor,
    applies: (situation) => waitingFor(situation) !== null,
    happens(situation) {
      const service = waitingFor(situation);
      return service && situation.auth
        ? unfold(situation, eventOf.timeout(situation.auth, service))
        : situation;
    },
  },
} satisfies Record<string, Fact>;
