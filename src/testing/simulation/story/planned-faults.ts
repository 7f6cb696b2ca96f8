import type { FaultKind, Faults } from '../world/faults.js';
import type { Random } from '../world/random.js';

/** Faults that happen when a story says so, each once, instead of at random. */
export interface PlannedFaults extends Faults {
  /** The next call that this fault can befall goes wrong. */
  plan(kind: FaultKind): void;
}

/** Nothing goes wrong that was not planned. */
export function planFaults(faults: Faults): PlannedFaults {
  const planned = new Map<FaultKind, number>();
  let healed = false;
  return {
    counts: faults.counts,
    note: (kind) => faults.note(kind),
    heal() {
      healed = true;
      faults.heal();
    },
    plan(kind) {
      planned.set(kind, (planned.get(kind) ?? 0) + 1);
    },
    strikes(kind) {
      const left = planned.get(kind) ?? 0;
      if (healed || left === 0) return false;
      planned.set(kind, left - 1);
      faults.note(kind);
      return true;
    },
  };
}

/**
 * What may have gone wrong where a recording tells of this. A revocation that has to wait has met a server that fails,
 * one that is silent, or waits for another tab's; one that is refused was perhaps tried by its token, too.
 */
export function faultsMet(told: FaultKind, random: Random): readonly FaultKind[] {
  if (told === 'revocationFails')
    return random.pick<readonly FaultKind[]>([
      [told],
      [told],
      ['requestHangs'],
      ['requestLost'],
      [],
      [],
    ]);
  return told === 'revocationRefused' && random.chance(0.5) ? [told, told] : [told];
}
