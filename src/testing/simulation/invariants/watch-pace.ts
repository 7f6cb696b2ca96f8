import type { Scheduler } from '../world/scheduler.js';
import type { Violate } from './violation.js';

const MOST_TASKS = 150_000;
/** Tasks that may happen in one ms of virtual time. */
const MOST_TASKS_AT_ONCE = 10_000;

/** Checks that the world comes to rest, and that its time goes on. */
export class PaceWatch {
  private checkedAt = -1;
  private countedAt = 0;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly violate: Violate,
  ) {}

  /** After each task. Returns whether time has gone on since the one before. */
  check(): boolean {
    const { now, count } = this.scheduler;
    const goesOn = now !== this.checkedAt;
    if (goesOn) this.countedAt = count;
    this.checkedAt = now;
    if (count > MOST_TASKS)
      this.violate('no-livelock', `The world does not come to rest: ${MOST_TASKS} tasks.`);
    if (count - this.countedAt > MOST_TASKS_AT_ONCE)
      this.violate('no-livelock', `Time stands still: ${MOST_TASKS_AT_ONCE} tasks at once.`);
    return goesOn;
  }
}
