import { expect, it } from 'vitest';
import { runSteps } from '../../scripts/test/run-steps.js';
import type { Step } from '../../scripts/test/steps.js';
import type { Tally } from '../../scripts/test/tally.js';

const step = (name: string, ...after: string[]): Step => ({ name, checks: [], after });

/** Ends each step when it is told to, and remembers which one has begun. */
function stage() {
  const begun: string[] = [];
  const ends = new Map<string, (tally: Tally) => void>();
  return {
    begun,
    run: ({ name }: Step) =>
      new Promise<Tally>((resolve) => {
        begun.push(name);
        ends.set(name, resolve);
      }),
    end: async (name: string, failed = 0) => {
      ends.get(name)?.({ passed: 1, failed });
      await new Promise(setImmediate);
    },
  };
}

it('has two steps under way at a time, and adds up what they said', async () => {
  const { begun, run, end } = stage();
  const total = runSteps([step('one'), step('two'), step('three')], run);
  expect(begun).toEqual(['one', 'two']);
  await end('two', 1);
  expect(begun).toEqual(['one', 'two', 'three']);
  await end('one');
  await end('three');
  expect(await total).toEqual({ passed: 3, failed: 1 });
});

it('begins a step when what it needs has ended, and lets others pass it', async () => {
  const { begun, run, end } = stage();
  const total = runSteps([step('build'), step('pack', 'build'), step('lint')], run);
  expect(begun).toEqual(['build', 'lint']);
  await end('lint');
  expect(begun).toEqual(['build', 'lint']);
  await end('build');
  await end('pack');
  expect(begun).toEqual(['build', 'lint', 'pack']);
  await total;
});

it('needs nothing of a step that was not chosen', async () => {
  const { begun, run, end } = stage();
  const total = runSteps([step('pack', 'build')], run);
  await end('pack');
  expect(begun).toEqual(['pack']);
  await total;
});

it('says which steps wait for each other', async () => {
  const { run } = stage();
  const circle = [step('one', 'two'), step('two', 'one')];
  await expect(runSteps(circle, run)).rejects.toThrow('These steps wait for each other: one, two');
});
