import type { Chart } from '../chart/chart.js';
import type { Coverage } from '../coverage/coverage.js';
import type { Entry } from './entry.js';
import { activeIds } from './entry.js';

interface Counts {
  readonly states: Map<string, number>;
  readonly transitions: Map<string, number>;
}

/** Counts what entries tell of each machine, and goes on counting when they have left the log. */
export class TakenCounts {
  readonly #counts = new Map<Chart, Counts>();
  readonly #active = new Map<string, ReadonlySet<string>>();

  /** Counts an entry of an actor of a machine. */
  see(chart: Chart, { actor, kind, taken, value }: Entry): void {
    if (kind === 'notice') return;
    const counts = this.#counts.get(chart) ?? { states: new Map(), transitions: new Map() };
    this.#counts.set(chart, counts);
    for (const { id } of taken) add(counts.transitions, id);
    const before = this.#active.get(actor);
    if (before && taken.length === 0) return;
    const now = activeIds(chart, value);
    this.#active.set(actor, now);
    for (const id of now) if (!before?.has(id) && id !== chart.root.id) add(counts.states, id);
  }

  /** What was taken of a machine so far. */
  of(chart: Chart): Coverage {
    const counts = this.#counts.get(chart);
    return {
      machine: chart.root.id,
      states: Object.fromEntries(counts?.states ?? []),
      transitions: Object.fromEntries(counts?.transitions ?? []),
    };
  }
}

function add(counts: Map<string, number>, id: string): void {
  counts.set(id, (counts.get(id) ?? 0) + 1);
}
