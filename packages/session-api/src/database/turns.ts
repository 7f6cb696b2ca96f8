import { DatabaseTrouble } from './database-trouble.js';

interface Waiter {
  go(): void;
}

/** Lets one at a time through, in the order of arrival. Who waits for too long is turned away. */
export class Turns {
  private taken = false;
  private readonly waiting: Waiter[] = [];

  constructor(private readonly patienceMs: number) {}

  /** How many have a turn or wait for one. */
  get length(): number {
    return this.waiting.length + (this.taken ? 1 : 0);
  }

  /** Resolves with the function that ends the turn; rejects with `database_busy` when it did not come in time. */
  take(): Promise<() => void> {
    if (!this.taken) {
      this.taken = true;
      return Promise.resolve(this.ending());
    }
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        go: () => {
          clearTimeout(timer);
          resolve(this.ending());
        },
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(waiter), 1);
        reject(new DatabaseTrouble('database_busy', new Error('too many requests are waiting')));
      }, this.patienceMs);
      this.waiting.push(waiter);
    });
  }

  private ending(): () => void {
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      const next = this.waiting.shift();
      if (next === undefined) this.taken = false;
      else next.go();
    };
  }
}
