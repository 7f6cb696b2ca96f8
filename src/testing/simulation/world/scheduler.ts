import type { Random } from './random.js';
import { runTurns } from './turns.js';

/** Whose tasks they are: those of a frozen tab wait, those of a dead one vanish. */
export interface Owner {
  readonly name: string;
  isAlive(): boolean;
  isRunnable(): boolean;
}

/** One asynchronous effect that has not happened yet. */
export interface Task {
  readonly label: string;
  /** Virtual time, in ms since the epoch: not before. */
  readonly at: number;
  readonly run: () => void;
}

/** How a task is to be scheduled. */
export interface TaskOptions {
  readonly label: string;
  readonly owner?: Owner | null;
  /** Tasks of one lane keep their order; without a lane a task keeps none. */
  readonly lane?: string;
  /** ms of virtual time. Default 0. */
  readonly delay?: number;
  readonly run: () => void;
}

interface Lane {
  readonly name: string | null;
  readonly owner: Owner | null;
  readonly tasks: Task[];
}

/** 1 January 2030: late enough to tell virtual time from real time in a trace. */
const START = 1_893_456_000_000;

/**
 * Owns every asynchronous effect of a simulated world: it picks the next one at random among those
 * that may happen now, and lets virtual time jump when none may.
 */
export class Scheduler {
  now = START;
  /** Tasks run so far. */
  count = 0;
  /** Whose task runs now, microtasks included. */
  current: Owner | null = null;
  private lanes: Lane[] = [];
  private readonly named = new Map<string, Lane>();
  private readonly runnable: Lane[] = [];

  constructor(
    private readonly random: Random,
    private readonly trace: (label: string) => void,
  ) {}

  /** ms of virtual time since the start. */
  elapsed(): number {
    return this.now - START;
  }

  /** Schedules a task; returns the function that takes it back. */
  post({ label, owner = null, lane: name, delay = 0, run }: TaskOptions): () => void {
    const task: Task = { label, at: this.now + Math.max(0, delay), run };
    let lane = name === undefined ? undefined : this.named.get(name);
    if (!lane) {
      lane = { name: name ?? null, owner, tasks: [] };
      this.lanes.push(lane);
      if (name !== undefined) this.named.set(name, lane);
    }
    const { tasks } = lane;
    tasks.push(task);
    return () => {
      const index = tasks.indexOf(task);
      if (index >= 0) tasks.splice(index, 1);
    };
  }

  /** Runs tasks until `until` says so after one of them, or until nothing is left to happen. */
  async run(until: () => boolean): Promise<void> {
    await runTurns(() => !until() && this.step());
    this.current = null;
  }

  private step(): boolean {
    const next = this.pick();
    if (!next) return false;
    const task = next.tasks.shift();
    if (!task) return true;
    this.current = next.owner;
    this.count += 1;
    this.trace(task.label);
    task.run();
    return true;
  }

  private pick(): Lane | null {
    this.sweep();
    let next = this.dueNow();
    if (next) return next;
    const soonest = this.soonest();
    if (soonest === null) return null;
    this.now = soonest;
    next = this.dueNow();
    return next;
  }

  private sweep(): void {
    let dropped = false;
    for (const { owner, tasks, name } of this.lanes)
      if (tasks.length === 0 || (owner && !owner.isAlive())) {
        tasks.length = 0;
        if (name !== null) this.named.delete(name);
        dropped = true;
      }
    if (dropped) this.lanes = this.lanes.filter(({ tasks }) => tasks.length > 0);
  }

  private dueNow(): Lane | null {
    this.runnable.length = 0;
    for (const lane of this.lanes) {
      const first = lane.tasks[0];
      if (first && first.at <= this.now && (!lane.owner || lane.owner.isRunnable()))
        this.runnable.push(lane);
    }
    return this.runnable[this.random.below(this.runnable.length)] ?? null;
  }

  private soonest(): number | null {
    let soonest: number | null = null;
    for (const { owner, tasks } of this.lanes) {
      const first = tasks[0];
      if (first && (!owner || owner.isRunnable()) && (soonest === null || first.at < soonest))
        soonest = first.at;
    }
    return soonest;
  }
}
