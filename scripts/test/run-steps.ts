import { runStep } from './run-step.js';
import type { Step } from './steps.js';
import { addTallies, type Tally } from './tally.js';

/** So many steps are under way at once: most of a step is waiting, on two cores too. */
const atOnce = 2;

/** Runs steps side by side, in their order as far as `after` allows, and adds up their tallies. */
export async function runSteps(
  steps: readonly Step[],
  run: (step: Step) => Promise<Tally> = runStep,
): Promise<Tally> {
  const waiting = [...steps];
  const running = new Map<string, Promise<void>>();
  const tallies: Tally[] = [];
  const open = (name: string): boolean =>
    running.has(name) || waiting.some((step) => step.name === name);

  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.findIndex(({ after = [] }) => !after.some(open));
    const [step] = running.size < atOnce && next >= 0 ? waiting.splice(next, 1) : [];
    if (step) {
      running.set(
        step.name,
        run(step).then((tally) => {
          tallies.push(tally);
          running.delete(step.name);
        }),
      );
    } else if (running.size > 0) {
      await Promise.race(running.values());
    } else {
      throw new Error(
        `These steps wait for each other: ${waiting.map(({ name }) => name).join(', ')}`,
      );
    }
  }
  return addTallies(tallies);
}
