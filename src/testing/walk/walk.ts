import type { AuthPath, AuthStep } from '../paths/index.js';
import { tellRun } from '../run/notes.js';
import { AuthPathError } from './auth-path-error.js';
import { complaintAbout } from './complaint-about.js';
import { createDeadline } from './deadline.js';
import type { AuthDriver } from './driver.js';
import { typedAt } from './typed-at.js';
import { watchDriver } from './watch-driver.js';
import { within } from './within.js';
import type { World } from './world.js';

/** How long an app is waited for, in ms. */
export interface Patience {
  /** How long it may take to show what it must after each step. */
  readonly patience: number;
  /** How long a step may take as a whole, whatever it is that hangs. */
  readonly stepTimeout: number;
}

/** Walks an app along a path in a world, and checks at each step what must be visible. */
export async function walk<Page>(
  path: AuthPath,
  driver: AuthDriver<Page>,
  world: World<Page>,
  { patience, stepTimeout }: Patience,
): Promise<void> {
  const watched = watchDriver(driver);
  const around: NonNullable<World<Page>['around']> = world.around ?? ((_, body) => body());
  for (const [index, step] of path.steps.entries()) {
    const blame = (complaint: string, cause?: unknown) =>
      new AuthPathError(path, index, complaint, { cause });
    const hangs = () =>
      blame(
        `"${step.label}" did not end within ${stepTimeout} ms: ${watched.pending() ?? 'the app'} hangs.`,
      );
    const happen = () =>
      world.happen(step, watched.driver).catch((error: unknown) => {
        throw blame(`"${step.label}" could not be done: ${messageOf(error)}`, error);
      });
    const look = async () => {
      const shown = await watched.driver.whoIsLoggedIn(world.page);
      const text = await (watched.driver.visibleText?.(world.page) ?? world.textOf(world.page));
      return (
        complaintAbout(step.visible, shown, text, typedAt(path, index)) ??
        (await complaintOfItsOwn(step, watched.driver, world.page))
      );
    };
    const tell = (outcome: string) => tellRun({ fact: { id: step.fact, outcome } });
    await around(step.label, async () => {
      await within(stepTimeout, happen(), hangs);
      const complaint = await within(patience + stepTimeout, settle(look, world, patience), hangs);
      if (complaint) throw blame(complaint);
      const [uncaught] = world.errors;
      if (uncaught !== undefined)
        throw blame(`The app threw where nobody catches it: ${messageOf(uncaught)}`, uncaught);
    }).catch((error: unknown) => {
      tell('failed');
      throw error;
    });
    tell(step.visible.status);
  }
}

/** Looks until the app shows what it must, and then once more: it must also stay so. */
async function settle<Page>(
  look: () => Promise<string | null>,
  world: World<Page>,
  patience: number,
): Promise<string | null> {
  const deadline = createDeadline(patience, undefined, world.now);
  let complaint = await look();
  while (complaint && !deadline.isOver()) {
    await world.calm();
    complaint = await look();
  }
  if (complaint) return complaint;
  await world.calm();
  return look();
}

/** What the driver's own check finds wrong. */
async function complaintOfItsOwn<Page>(
  step: AuthStep,
  driver: AuthDriver<Page>,
  page: Page,
): Promise<string | null> {
  try {
    await driver.check?.(page, step);
    return null;
  } catch (error) {
    return `While ${step.visible.status}, driver.check failed: ${messageOf(error)}`;
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
