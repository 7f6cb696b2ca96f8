import type { Fact } from '../fact.js';
import type { Situation } from '../situation.js';
import { eventOf, isRunning } from '../statechart.js';
import { unfold } from '../unfold.js';

const crash = (service: string, label: string): Fact => ({
  label,
  by: 'engine',
  applies: ({ auth }: Situation) => isRunning(auth, service),
  happens: (situation) => unfold(situation, eventOf.error(service)),
});

/** Services that crash although they never should: the statechart is ready for that too. */
export const engine = {
  revocationCrashes: crash('revokeSession', 'the revocation crashes'),
  guardsCrash: crash('askLogoutGuards', 'the guards crash'),
  writingCrashes: crash('commitSession', 'writing the session crashes'),
  cleaningCrashes: crash('runCleaners', 'the cleaning crashes'),
};
