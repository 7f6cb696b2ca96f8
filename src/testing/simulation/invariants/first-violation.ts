import type { Scheduler } from '../world/scheduler.js';
import type { Violate, Violation } from './violation.js';

/** Keeps the first invariant that did not hold: what comes after it may follow from it. */
export class FirstViolation {
  found: Violation | null = null;

  constructor(private readonly scheduler: Scheduler) {}

  readonly violate: Violate = (invariant, message) => {
    this.found ??= { invariant, message, at: this.scheduler.elapsed() };
  };
}
