import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../../src/testing/index.js';

describe('createVirtualClock', () => {
  it('fires what is due, in order, and nothing else', async () => {
    const clock = createVirtualClock(1_000);
    const fired: [string, number][] = [];
    const at = (name: string) => () => void fired.push([name, clock.now()]);
    clock.setTimeout(at('late'), 300);
    clock.setTimeout(at('early'), 100);
    clock.clearTimeout(clock.setTimeout(at('never'), 50));
    clock.setTimeout(() => clock.setTimeout(at('nested'), 50), 100);
    await clock.advance(200);
    expect(fired).toEqual([
      ['early', 1_100],
      ['nested', 1_150],
    ]);
    expect(clock.now()).toBe(1_200);
    expect(clock.waiting).toBe(1);
  });

  it('lets promises settle between two timers', async () => {
    const clock = createVirtualClock();
    const order: string[] = [];
    clock.setTimeout(() => void Promise.resolve().then(() => order.push('promise')), 1);
    clock.setTimeout(() => order.push('timer'), 1);
    await clock.advance(1);
    expect(order).toEqual(['promise', 'timer']);
  });

  it('ends one kind of wait without moving time', async () => {
    const clock = createVirtualClock(0);
    const fired: number[] = [];
    for (const delay of [3_000, 5_000, 5_000]) clock.setTimeout(() => fired.push(delay), delay);
    await clock.expire(5_000);
    expect(fired).toEqual([5_000, 5_000]);
    expect(clock.now()).toBe(0);
  });

  it('refuses to go back', async () => {
    await expect(createVirtualClock().advance(-1)).rejects.toThrow(/at least 0/);
    expect(() => createVirtualClock(Number.NaN)).toThrow(/"start"/);
  });
});
