import type { LocksLike } from '../../../services/environment.js';
import { never } from './tab.js';
import type { Tab } from './tab.js';

interface Claim {
  readonly tab: Tab;
  readonly grant: () => void;
}

/** Every Web Lock of the simulated browser: first come first served. */
export class Locks {
  private readonly queues = new Map<string, Claim[]>();
  /** Those that are shared: no name is asked for in both modes. */
  private readonly held: { readonly name: string }[] = [];

  /** One tab's sight of the locks. A dead tab's are released, a frozen one's are not. */
  of(tab: Tab): LocksLike {
    return {
      query: () =>
        tab.call()
          ? tab.settle('locks told', () => ({ held: this.held.map(({ name }) => ({ name })) }))
          : never(),
      request: <T>(
        name: string,
        { signal, mode }: { signal?: AbortSignal; mode?: 'exclusive' | 'shared' },
        callback: () => Promise<T>,
      ): Promise<T> => {
        if (!tab.call()) return never();
        if (mode === 'shared') return this.share(tab, name, callback);
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

  private share<T>(tab: Tab, name: string, callback: () => Promise<T>): Promise<T> {
    const lock = { name };
    return new Promise<T>((resolve, reject) => {
      tab.post('lock shared', () => {
        this.held.push(lock);
        const forget = tab.onEnd(() => this.held.splice(this.held.indexOf(lock), 1));
        callback()
          .then(resolve, reject)
          .finally(() => {
            forget();
            if (this.held.includes(lock)) this.held.splice(this.held.indexOf(lock), 1);
          });
      });
    });
  }

  private queueOf(name: string): Claim[] {
    const queue = this.queues.get(name) ?? [];
    this.queues.set(name, queue);
    return queue;
  }
}
