import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BatchLoader } from '../../packages/session-api/src/database/batch-loader.js';

interface Asked {
  keys: readonly string[];
  answer(values: Record<string, string>): void;
  fail(error: Error): void;
}

/** A loader over something that answers when the test says so. */
function createLoader(bounds?: ConstructorParameters<typeof BatchLoader>[1]) {
  const asked: Asked[] = [];
  const loader = new BatchLoader<string>(
    (keys) =>
      new Promise((resolve, reject) => {
        asked.push({
          keys,
          answer: (values) => resolve(new Map(Object.entries(values))),
          fail: reject,
        });
      }),
    bounds,
  );
  return { loader, asked, keys: () => asked.map(({ keys }) => keys) };
}

describe('a batch loader', () => {
  afterEach(() => vi.useRealTimers());

  it('loads what is asked for in one turn together, each key once', async () => {
    const { loader, asked, keys } = createLoader();
    const values = Promise.all(['a', 'b', 'a', 'c'].map((key) => loader.load(key)));
    expect(keys()).toEqual([]);
    await turn();
    expect(keys()).toEqual([['a', 'b', 'c']]);
    asked[0]?.answer({ a: 'A', c: 'C' });
    expect(await values).toEqual(['A', undefined, 'A', 'C']);
  });

  it('keeps what comes meanwhile for the next batch, which begins when the one under way ends', async () => {
    const { loader, asked, keys } = createLoader({ patienceMs: 60_000 });
    const first = loader.load('a');
    await turn();
    const others = [loader.load('b'), loader.load('a')];
    await turn();
    expect(keys()).toEqual([['a']]);
    asked[0]?.answer({ a: 'before' });
    expect(await first).toBe('before');
    await turn();
    expect(keys()).toEqual([['a'], ['b', 'a']]);
    asked[1]?.answer({ a: 'after', b: 'B' });
    expect(await Promise.all(others)).toEqual(['B', 'after']);
  });

  it('remembers nothing: the same key is read anew each time', async () => {
    const { loader, asked } = createLoader();
    for (const value of ['first', 'second']) {
      const loaded = loader.load('a');
      await turn();
      asked.at(-1)?.answer({ a: value });
      expect(await loaded).toBe(value);
    }
  });

  it('waits no longer than its patience for a batch that does not end, and for none after it', async () => {
    vi.useFakeTimers();
    const { loader, asked, keys } = createLoader({ patienceMs: 5 });
    const hung = loader.load('hung');
    await vi.advanceTimersByTimeAsync(0);
    const next = loader.load('next');
    await vi.advanceTimersByTimeAsync(4);
    expect(keys()).toEqual([['hung']]);
    await vi.advanceTimersByTimeAsync(1);
    expect(keys()).toEqual([['hung'], ['next']]);
    asked[1]?.answer({ next: 'there' });
    expect(await next).toBe('there');
    const third = loader.load('third');
    await vi.advanceTimersByTimeAsync(5);
    asked[2]?.answer({ third: 'too' });
    expect(await third).toBe('too');
    asked[0]?.answer({ hung: 'late' });
    expect(await hung).toBe('late');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('begins at once when a batch is full', async () => {
    const { loader, asked, keys } = createLoader({ size: 2, patienceMs: 60_000 });
    const loaded = Promise.all(['a', 'b', 'c', 'd', 'e'].map((key) => loader.load(key)));
    expect(keys()).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    asked[0]?.answer({ a: 'A' });
    await turn();
    expect(keys()[2]).toEqual(['e']);
    asked[1]?.answer({ d: 'D' });
    asked[2]?.answer({ e: 'E' });
    expect(await loaded).toEqual(['A', undefined, undefined, 'D', 'E']);
  });

  it('tells each who waited for a batch that failed, and nobody else', async () => {
    const { loader, asked } = createLoader({ patienceMs: 60_000 });
    const failed = Promise.allSettled([loader.load('a'), loader.load('b'), loader.load('a')]);
    await turn();
    const next = loader.load('a');
    const down = new Error('down');
    asked[0]?.fail(down);
    expect(await failed).toEqual([1, 2, 3].map(() => ({ status: 'rejected', reason: down })));
    await turn();
    asked[1]?.answer({ a: 'up' });
    expect(await next).toBe('up');
  });
});
