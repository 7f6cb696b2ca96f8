import { createDeadline } from '../walk/deadline.js';
import { within } from '../walk/within.js';
import type { MachineDriver } from './machine-driver.js';
import { requireFacts } from './machine-driver.js';
import { MachinePathError } from './machine-path-error.js';
import type { MachinePath, MachineStep } from './machine-path.js';

/** How {@link walkPath} walks. */
export interface MachineWalkOptions {
  /** How long the app may take to show what it must after each step, in ms. Default 1000. */
  readonly patience?: number;
  /** How long one step may take as a whole, in ms. Default 8000. */
  readonly stepTimeout?: number;
}

/**
 * Walks an app along one path through its machine: does each fact, and looks until what must hold in the
 * states holds.
 *
 * @throws MachinePathError when it does not; it tells the step.
 */
export async function walkPath<Page>(
  path: MachinePath,
  driver: MachineDriver<Page>,
  { patience = 1_000, stepTimeout = 8_000 }: MachineWalkOptions = {},
): Promise<void> {
  requireFacts('walkPath', path, driver);
  const page = await driver.open();
  try {
    for (const [index, step] of path.steps.entries()) {
      const blame = (complaint: string, cause?: unknown) =>
        new MachinePathError(path, index, complaint, { cause });
      const work = async () => {
        await Promise.resolve(driver.facts[step.fact]?.(page, step)).catch((error: unknown) => {
          throw blame(`"${step.label}" could not be done: ${messageOf(error)}`, error);
        });
        await settle(step, driver, page, patience).catch((error: unknown) => {
          throw blame(`In ${step.states.join(', ')}: ${messageOf(error)}`, error);
        });
      };
      await within(stepTimeout, work(), () =>
        blame(`"${step.label}" did not end within ${stepTimeout} ms.`),
      );
    }
  } finally {
    await driver.close?.(page);
  }
}

/** Looks until all that must hold holds. */
async function settle<Page>(
  step: MachineStep,
  { states = {}, check }: MachineDriver<Page>,
  page: Page,
  patience: number,
): Promise<void> {
  const deadline = createDeadline(patience);
  for (;;)
    try {
      for (const id of step.states) await states[id]?.(page, step);
      await check?.(page, step);
      return;
    } catch (error) {
      if (deadline.isOver()) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
