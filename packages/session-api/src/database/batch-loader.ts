/** Finds the values of several keys at once; a key that has none is not among the answers. */
export type FindAll<Value> = (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>;

interface Waiter<Value> {
  key: string;
  resolve: (value: Value | undefined) => void;
  reject: (reason: unknown) => void;
}

/** How many keys one batch holds at most, and how long it waits for the one before. */
export interface BatchBounds {
  /** Keys; 64 unless told. */
  size?: number;
  /** Milliseconds; 5 unless told. */
  patienceMs?: number;
}

/**
 * Loads together what is asked for at the same time: in the same turn of the event loop, or while a batch is under way.
 * A batch begins after its last key was asked for, so whoever asks sees everything that was committed before. It waits
 * for the one before for a few milliseconds only: behind a database that is slow, or hangs, nobody queues.
 * Nothing is remembered from one batch to the next.
 *
 * @example
 * ```ts
 * const loader = new BatchLoader((ids) => findUsers(ids));
 * const [ada, bob] = await Promise.all([loader.load('user_1'), loader.load('user_2')]); // findUsers(['user_1', 'user_2'])
 * ```
 */
export class BatchLoader<Value> {
  private readonly size: number;
  private readonly patienceMs: number;
  private waiting: Waiter<Value>[] = [];
  private underWay = 0;
  private cancel: (() => void) | undefined;

  constructor(
    private readonly findAll: FindAll<Value>,
    { size = 64, patienceMs = 5 }: BatchBounds = {},
  ) {
    this.size = size;
    this.patienceMs = patienceMs;
  }

  /** The value of a key, or undefined when it has none. Rejects with what the batch's `findAll` rejected with. */
  load(key: string): Promise<Value | undefined> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ key, resolve, reject });
      if (this.waiting.length >= this.size) this.begin();
      else this.schedule();
    });
  }

  private schedule(): void {
    if (this.cancel !== undefined || this.waiting.length === 0) return;
    if (this.underWay > 0) {
      const timer = setTimeout(() => this.begin(), this.patienceMs);
      this.cancel = () => clearTimeout(timer);
    } else {
      const turn = setImmediate(() => this.begin());
      this.cancel = () => clearImmediate(turn);
    }
  }

  private begin(): void {
    this.cancel?.();
    this.cancel = undefined;
    const batch = this.waiting;
    this.waiting = [];
    this.underWay += 1;
    void this.answer(batch).finally(() => {
      this.underWay -= 1;
      if (this.waiting.length > 0) this.begin();
    });
  }

  private async answer(batch: readonly Waiter<Value>[]): Promise<void> {
    try {
      const found = await this.findAll([...new Set(batch.map(({ key }) => key))]);
      for (const { key, resolve } of batch) resolve(found.get(key));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
