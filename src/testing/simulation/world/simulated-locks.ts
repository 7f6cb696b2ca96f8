import type { LocksLike } from '../../../services/environment.js';
import { never } from './tab.js';
import type { Tab } from './tab.js';

interface Claim {
  readonly tab: Tab;
  readonly grant: () => void;
}

/** Every Web Lock of the simulated browser: exclusive, first come first served. */
export class Locks {
  private readonly queues = new Map<string, Claim[]>();

  /** One tab's sight of the locks. A dead tab's are released, a frozen one's are not. */
  of(tab: Tab): LocksLike {
    return {
      request: <T>(
        name: string,
        { signal }: { signal?: AbortSignal },
        callback: () => Promise<T>,
      ): Promise<T> => {
        if (!tab.call()) return never();
        if (signal?.aborted)
          return tab.settle<T>('lock aborted', () => {
            throw signal.reason;
          });
        return new Promise<T>((resolve, reject) => {
          let granted = false;
          const claim: Claim = {
            tab,
            grant: () => {
              if (granted) return;
              granted = true;
              tab.post('lock granted', () => {
                if (!queue.includes(claim)) return;
                signal?.removeEventListener('abort', abort);
                held = true;
                callback().then(resolve, reject).finally(release);
              });
            },
          };
          let held = false;
          const queue = this.queueOf(name);
          const release = (): void => {
            forget();
            const index = queue.indexOf(claim);
            if (index >= 0) queue.splice(index, 1);
            queue[0]?.grant();
          };
          const abort = (): void => {
            if (held) return;
            release();
            reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
          };
          const forget = tab.onEnd(release);
          signal?.addEventListener('abort', abort, { once: true });
          queue.push(claim);
          queue[0]?.grant();
        });
      },
    };
  }

  private queueOf(name: string): Claim[] {
    const queue = this.queues.get(name) ?? [];
    this.queues.set(name, queue);
    return queue;
  }
}
