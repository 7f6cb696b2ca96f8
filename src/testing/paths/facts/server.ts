import type { EventObject } from 'xstate';
import type { AuthService, Fact } from '../fact.js';
import type { Person } from '../people.js';
import type { Situation } from '../situation.js';
import { eventOf, isRunning } from '../statechart.js';
import { change, sessionOf, unfold } from '../unfold.js';

/** The service that waits for the server; where several do, the one that asked for the most. */
type ServerService = Extract<AuthService, 'revokeSession' | 'verifySignIn' | 'refreshSession'>;

/** Which service the server's next answer is for. Nobody is revoked before the disk has named them. */
function askedOf({ auth }: Situation): ServerService | null {
  const services = ['revokeSession', 'verifySignIn', 'refreshSession'] as const;
  if (isRunning(auth, 'clearDevice')) return null;
  return services.find((service) => isRunning(auth, service)) ?? null;
}

type Answers = Record<ServerService, { label: string; event: (s: Situation) => EventObject }>;

function answer(by: Fact['by'], answers: Answers): Fact {
  return {
    label: (situation) => answers[askedOf(situation) ?? 'revokeSession'].label,
    by,
    service: askedOf,
    applies: (situation) => askedOf(situation) !== null,
    happens(situation) {
      const service = askedOf(situation);
      return service ? unfold(situation, answers[service].event(situation)) : situation;
    },
  };
}

const attempted = ({ auth }: Situation) => sessionOf((auth?.context.attempt ?? 'ada') as Person);
const signedIn = ({ auth }: Situation) =>
  sessionOf((auth?.context.session?.generation ?? 'ada') as Person);

const failed = (code: string) => Object.assign(new Error(code), { code });

/** No success and no final refusal: a revocation is kept for later, everything else stays as it is. */
const failure = (label: string, code: string): Answers => ({
  revokeSession: { label, event: () => eventOf.done('revokeSession', 'queued') },
  verifySignIn: { label, event: () => eventOf.error('verifySignIn', failed(code)) },
  refreshSession: { label, event: () => eventOf.error('refreshSession', failed(code)) },
});

const timeout =
  (service: ServerService) =>
  ({ auth }: Situation): EventObject =>
    auth ? eventOf.timeout(auth, service) : { type: 'never' };

/** What the server answers, or does not. */
export const server = {
  serverAgrees: answer('server', {
    revokeSession: {
      label: 'server confirms',
      event: () => eventOf.done('revokeSession', 'revoked'),
    },
    verifySignIn: {
      label: 'code accepted',
      event: (situation) => eventOf.done('verifySignIn', attempted(situation)),
    },
    refreshSession: {
      label: 'server refreshes',
      event: (situation) =>
        eventOf.done('refreshSession', { kind: 'refreshed', session: signedIn(situation) }),
    },
  }),
  serverRefuses: answer('server', {
    revokeSession: {
      label: 'server refuses',
      event: () => eventOf.done('revokeSession', 'refused'),
    },
    verifySignIn: {
      label: 'code refused',
      event: () => eventOf.error('verifySignIn', failed('http_401')),
    },
    refreshSession: {
      label: 'server ended the session',
      event: () => eventOf.done('refreshSession', { kind: 'ended', reason: 'revoked' }),
    },
  }),
  serverFails: answer('server', failure('server down', 'http_500')),
  networkFails: answer('server', failure('offline', 'network')),
  serverHangs: answer('time', {
    revokeSession: { label: 'server hangs', event: timeout('revokeSession') },
    verifySignIn: { label: 'server hangs', event: timeout('verifySignIn') },
    refreshSession: { label: 'server hangs', event: timeout('refreshSession') },
  }),
  networkReturns: {
    label: 'back online',
    by: 'server',
    // The outbox is on the disk: while that does not answer, nothing is sent again.
    applies: (situation) =>
      situation.world.owesRevocation &&
      situation.world.storage === 'answers' &&
      askedOf(situation) === null,
    happens: (situation) =>
      unfold(
        change(situation, { owesRevocation: false }),
        Object.assign({ type: 'OUTBOX_CHANGED' }, { pending: 0 }),
      ),
  },
} satisfies Record<string, Fact>;
