import type { FaultKind, Faults } from '../world/faults.js';

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
