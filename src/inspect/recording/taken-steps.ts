import type { Chart } from '../chart/chart.js';
import type { TakenTransition } from '../redact/redacted-inspector.js';
import { deriveTaken } from './derive-taken.js';

/** What a machine came from and to with an event. */
export interface Change {
  readonly chart: Chart;
  readonly event: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The transitions that each actor has taken since it last said how it is. */
export class TakenSteps {
  readonly #steps = new Map<string, readonly TakenTransition[]>();

  add(key: string, step: readonly TakenTransition[]): void {
    this.#steps.set(key, [...(this.#steps.get(key) ?? []), ...step]);
  }

  /** Those of a change, the first step of a machine left out; what is most likely where nothing told. */
  takeFor(key: string, { chart, event, before, after }: Change): readonly TakenTransition[] {
    const steps = this.#steps.get(key) ?? deriveTaken(chart, event, before, after);
    this.#steps.delete(key);
    return steps.filter(({ eventType }) => eventType !== 'xstate.init');
  }
}
