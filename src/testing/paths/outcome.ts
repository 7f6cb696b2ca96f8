import type { LoggedOutReason } from '../../machines/index.js';
import { people, personOf } from './people.js';
import type { Situation } from './situation.js';

const because: Readonly<Record<LoggedOutReason, string>> = {
  logout: '',
  noSession: '',
  loggedOutElsewhere: ', by another tab',
  expired: ', session expired',
  revoked: ', session revoked',
  idle: ', user away',
  userSwitched: ', user switched',
  storageFailed: ', storage failed',
};

/** How a story ends, in words. */
export function outcomeOf({ auth, world }: Situation): string {
  if (!auth) return 'closed';
  const { session, reason, server, device } = auth.context;
  const person = personOf(session?.user ?? null);
  if (person) return `authenticated as ${people[person].firstName}`;
  if (auth.matches('initializing')) return 'loading';
  if (auth.matches('signingIn')) return 'signing in';
  if (auth.matches('loggingOut')) return 'logging out';
  const told = world.owesRevocation
    ? ', revocation queued'
    : server === 'refused'
      ? ', revocation refused'
      : '';
  const cleared = device === 'failed' ? ', device not cleared' : '';
  return `logged out${because[reason ?? 'noSession']}${told}${cleared}`;
}
