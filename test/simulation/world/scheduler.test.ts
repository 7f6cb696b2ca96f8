import { describe, expect, it } from 'vitest';
import { makeWorld, outcomes, settle } from './helpers.js';

describe('the scheduler', () => {
  it('keeps the order of one lane, and none between lanes', async () => {
    const orders = await outcomes(40, async (seed) => {
      const { scheduler, ...world } = makeWorld({ seed });
      const order: string[] = [];
      for (const name of ['a1', 'a2'])
        scheduler.post({ label: name, lane: 'a', run: () => order.push(name) });
      scheduler.post({ label: 'b', lane: 'b', run: () => order.push('b') });
      await scheduler.run(() => false);
      void world;
      return order.join(' ');
    });
    expect([...orders].toSorted()).toEqual(['a1 a2 b', 'a1 b a2', 'b a1 a2']);
  });

  it('runs every microtask of a task before the next task', async () => {
    const world = makeWorld();
    const log: string[] = [];
    for (const name of ['a', 'b'])
      world.scheduler.post({
        label: name,
        lane: 'one',
        run: () => {
          let chain = Promise.resolve();
          for (let step = 0; step < 50; step += 1)
            chain = chain.then(() => {
              log.push(name);
            });
        },
      });
    await settle(world);
    expect(log.join('')).toBe('a'.repeat(50) + 'b'.repeat(50));
  });

  it('lets time jump only when nothing else can happen', async () => {
    const world = makeWorld();
    const { tab, environment } = world.openTab();
    const start = environment.clock.now();
    const seen: number[] = [];
    environment.clock.setTimeout(() => seen.push(environment.clock.now() - start), 5_000);
    tab.post('work', () => seen.push(environment.clock.now() - start));
    await settle(world);
    expect(seen).toEqual([0, 5_000]);
  });

  it('gives a cleared timer no chance', async () => {
    const world = makeWorld();
    const { clock } = world.openTab().environment;
    let fired = false;
    clock.clearTimeout(
      clock.setTimeout(() => {
        fired = true;
      }, 10),
    );
    await settle(world);
    expect(fired).toBe(false);
  });

  it('gives setImmediate back, also when a task throws', async () => {
    const before = globalThis.setImmediate;
    const world = makeWorld();
    world.scheduler.post({
      label: 'bad',
      run: () => {
        throw new Error('bad task');
      },
    });
    await expect(settle(world)).rejects.toThrow('bad task');
    expect(globalThis.setImmediate).toBe(before);
  });

  it('refuses a second world in the same thread', async () => {
    const first = makeWorld();
    const tab = first.openTab().tab;
    let second: Promise<void> | undefined;
    tab.post('nested', () => {
      second = settle(makeWorld());
      second.catch(() => undefined);
    });
    await settle(first);
    await expect(second).rejects.toThrow('Only one simulated world');
  });
});
