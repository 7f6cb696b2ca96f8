import type { Owner, Scheduler } from './scheduler.js';

/** `cached` is the back-forward cache: frozen, and deaf to messages. */
export type TabLife = 'open' | 'frozen' | 'cached' | 'dead';

/** One page of the simulated browser: its life, and what it leaves behind when it dies. */
export class Tab implements Owner {
  life: TabLife = 'open';
  /** Calls to the environment so far. */
  calls = 0;
  /** The call in which this tab is killed; null for none. */
  crashAtCall: number | null = null;
  /** How wrong its clock is, in ms: positive is ahead. Timers do not mind. */
  skew = 0;
  /** Whether the clock that nobody sets stands still while it is frozen. */
  stopsInSleep = false;
  /** When it was frozen last, in ms since the epoch. */
  frozenAt = 0;
  /** How this tab died, where it did. */
  death: 'closed' | 'crashed' | null = null;
  /** When it died, in tasks of the world. */
  diedAt: number | null = null;
  /** When its last sleep ended, where there was one. */
  thawedAt: number | null = null;
  /** ms of virtual time spent frozen. */
  frozenFor = 0;
  /** How often it was frozen or cached. */
  freezes = 0;
  /** In tasks of the world: when this tab was opened. */
  readonly openedAt: number;
  private frozenSince: number | null = null;
  private readonly endings = new Set<() => void>();
  private readonly freezings = new Set<(cached: boolean) => void>();
  private readonly parked: (() => void)[] = [];

  constructor(
    readonly name: string,
    private readonly scheduler: Scheduler,
    private readonly onCrash: (tab: Tab) => void,
  ) {
    this.openedAt = scheduler.count;
  }

  isAlive(): boolean {
    return this.life !== 'dead';
  }

  isRunnable(): boolean {
    return this.life === 'open';
  }

  /**
   * Counts one call to the environment, the last one where the tab is to be killed in it. False
   * means that the tab is dead, and that the call must have no effect.
   */
  call(): boolean {
    if (this.life === 'dead') return false;
    this.calls += 1;
    if (this.calls !== this.crashAtCall) return true;
    this.onCrash(this);
    return false;
  }

  /** Schedules something that this tab's scripts will notice. */
  post(label: string, run: () => void, delay = 0, lane?: string): () => void {
    return this.scheduler.post({
      label: `${this.name} ${label}`,
      owner: this,
      delay,
      run,
      ...(lane === undefined ? {} : { lane: `${this.name} ${lane}` }),
    });
  }

  /** A promise that settles in a task of this tab; never, once it is dead. */
  settle<T>(label: string, make: () => T, delay = 0): Promise<T> {
    return new Promise((resolve, reject) => {
      this.post(
        label,
        () => {
          try {
            resolve(make());
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        },
        delay,
      );
    });
  }

  /** Runs when this tab dies; returns the function that forgets it. */
  onEnd(run: () => void): () => void {
    this.endings.add(run);
    return () => this.endings.delete(run);
  }

  /** Runs when this tab is frozen. */
  onFreeze(run: (cached: boolean) => void): void {
    this.freezings.add(run);
  }

  /** Runs once this tab is thawed. */
  park(run: () => void): void {
    this.parked.push(run);
  }

  freeze(cached: boolean): void {
    if (this.life !== 'open') return;
    this.life = cached ? 'cached' : 'frozen';
    this.freezes += 1;
    this.frozenSince = this.scheduler.now;
    this.frozenAt = this.scheduler.now;
    for (const run of this.freezings) run(cached);
  }

  thaw(): void {
    if (this.life !== 'frozen' && this.life !== 'cached') return;
    this.life = 'open';
    this.frozenFor += this.scheduler.now - (this.frozenSince ?? this.scheduler.now);
    this.frozenSince = null;
    this.thawedAt = this.scheduler.now;
    for (const run of this.parked.splice(0)) run();
  }

  die(death: 'closed' | 'crashed'): void {
    if (this.life === 'dead') return;
    this.life = 'dead';
    this.death = death;
    this.diedAt = this.scheduler.count;
    for (const run of this.endings) run();
    this.endings.clear();
    for (const run of this.parked.splice(0)) run();
  }
}

/** What a dead tab gets for every question. */
export const never = <T>(): Promise<T> => new Promise<T>(() => {});
