import type { AuthPath, AuthStep } from '../paths/index.js';
import { AuthPathError } from './auth-path-error.js';
import { complaintAbout } from './complaint-about.js';
import type { AuthDriver } from './driver.js';
import type { World } from './world.js';

/** Looks that every app is granted, however slow the machine is. */
const fewestLooks = 3;

/** Walks an app along a path in a world, and checks at each step what must be visible. */
export async function walk<Page>(
  path: AuthPath,
  driver: AuthDriver<Page>,
  world: World<Page>,
  patience: number,
): Promise<void> {
  for (const [index, step] of path.steps.entries()) {
    const blame = (complaint: string, cause?: unknown) =>
      new AuthPathError(path, index, complaint, { cause });
    await world.happen(step, driver).catch((error: unknown) => {
      throw blame(`"${step.label}" could not be done: ${messageOf(error)}`, error);
    });
    const complaint = await lastComplaint(step, driver, world, patience);
    if (complaint) throw blame(complaint);
    const [uncaught] = world.errors;
    if (uncaught !== undefined)
      throw blame(`The app threw where nobody catches it: ${messageOf(uncaught)}`, uncaught);
  }
}

/** Looks until the app shows what it must, and then once more: it must also stay so. */
async function lastComplaint<Page>(
  step: AuthStep,
  driver: AuthDriver<Page>,
  world: World<Page>,
  patience: number,
): Promise<string | null> {
  const { page } = world;
  const look = async () => {
    const shown = await driver.whoIsLoggedIn(page);
    const text = await (driver.visibleText?.(page) ?? world.textOf(page));
    return complaintAbout(step.visible, shown, text);
  };
  const end = performance.now() + patience;
  let complaint = await look();
  for (let round = 0; complaint && (round < fewestLooks || performance.now() < end); round += 1) {
    await world.calm();
    complaint = await look();
  }
  if (complaint) return complaint;
  await world.calm();
  return look();
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
