import type { Random } from './random.js';

/** Everything that can go wrong with one call to the environment. */
export const faultKinds = [
  'requestLost',
  'responseLost',
  'requestSlow',
  'requestDuplicated',
  'requestHangs',
  'serverFails',
  'serverBusy',
  'revocationFails',
  'revocationRefused',
  'sessionUnknown',
  'openFails',
  'openHangs',
  'openBlocked',
  'connectionLost',
  'transactionAborts',
  'transactionHangs',
  'quotaExceeded',
  'diskSlow',
  'localStorageThrows',
] as const;

/** The same, for the worlds that meet their edges: see `edges`. */
export const edgeFaultKinds = [
  'strangerAnswers',
  'clockLies',
  'partBroken',
  'diskFull',
  'loggedOutEarly',
  'sessionReturns',
  'dataAsked',
  'userActs',
  'tabReloaded',
  'sessionFound',
  'tokenRotated',
  'tabsCrowd',
  'stateTold',
] as const;

/** One of {@link faultKinds} or {@link edgeFaultKinds}. */
export type FaultKind = (typeof faultKinds)[number] | (typeof edgeFaultKinds)[number];

/** The faults that can keep tabs from sharing the disk. */
export const storageFaults: readonly FaultKind[] = [
  'openFails',
  'openHangs',
  'openBlocked',
  'connectionLost',
  'transactionAborts',
  'transactionHangs',
  'quotaExceeded',
  'diskSlow',
  'localStorageThrows',
  'diskFull',
];

/** The probability of each fault, per call that it can befall. */
export type FaultPlan = Readonly<Partial<Record<FaultKind, number>>>;

/** Rolls the dice for faults, and counts them. */
export interface Faults {
  /** Whether this fault befalls this call. */
  strikes(kind: FaultKind): boolean;
  /** Counts one that happens without a roll of the dice. */
  note(kind: FaultKind): void;
  /** From now on nothing goes wrong. */
  heal(): void;
  readonly counts: Readonly<Partial<Record<FaultKind, number>>>;
}

/** No fault happens that the plan does not name. */
export function createFaults(random: Random, plan: FaultPlan): Faults {
  const counts: Partial<Record<FaultKind, number>> = {};
  let healed = false;
  const note = (kind: FaultKind): void => {
    counts[kind] = (counts[kind] ?? 0) + 1;
  };
  return {
    counts,
    note,
    heal: () => {
      healed = true;
    },
    strikes: (kind) => {
      if (healed || !random.chance(plan[kind] ?? 0)) return false;
      note(kind);
      return true;
    },
  };
}
