import type { RawOperation, RawTransaction } from './fake-indexeddb-internals.js';
import type { Faults } from './faults.js';
import type { Disk } from './simulated-disk.js';

/**
 * Lets the writes of a transaction fail while the quota is used up. What it deletes makes room, for
 * the transactions that follow: one that only deletes succeeds.
 */
export class Quota {
  private isWriting = false;
  private freed = 0;

  constructor(
    private readonly disk: Disk,
    private readonly faults: Faults,
  ) {}

  /** Watches what the transaction is asked to do. */
  watch(transaction: RawTransaction): void {
    const open = transaction.objectStore.bind(transaction);
    transaction.objectStore = (name) => {
      const store = open(name);
      for (const verb of ['put', 'add'] as const) {
        const write = store[verb].bind(store);
        store[verb] = (...parameters) => {
          this.isWriting = true;
          try {
            return write(...parameters);
          } finally {
            this.isWriting = false;
          }
        };
      }
      return store;
    };
  }

  /** The operation as it goes when its turn comes: a write needs room. */
  limit(asked: RawOperation): RawOperation {
    const isWrite = this.isWriting;
    return {
      ...asked,
      operation: () => {
        const before = this.disk.records().length;
        if (isWrite) this.takeRoom();
        const result = asked.operation();
        this.freed += Math.max(0, before - this.disk.records().length);
        return result;
      },
    };
  }

  /** The transaction is committed: what it deleted is free. */
  settle(): void {
    if (this.disk.room !== null) this.disk.room += this.freed;
    this.freed = 0;
  }

  private takeRoom(): void {
    const { room } = this.disk;
    if (room === null) return;
    if (room === 0) {
      this.faults.note('diskFull');
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    }
    this.disk.room = room - 1;
  }
}
