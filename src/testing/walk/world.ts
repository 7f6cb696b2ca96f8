import type { AuthStep } from '../paths/index.js';
import type { AuthDriver } from './driver.js';

/** What surrounds the app under test, in a runner's hands. */
export interface World<Page> {
  readonly page: Page;
  /** Makes a step's fact happen, through the driver where it is the user who acts. */
  happen(step: AuthStep, driver: AuthDriver<Page>): Promise<void>;
  /** Waits a moment for everything that can happen without anybody's doing. */
  calm(): Promise<void>;
  /** The world's own time, in ms, by which the app's patience is measured. Default: real time. */
  readonly now?: () => number;
  /** All text on the screen, for drivers that do not say. */
  textOf(page: Page): string | Promise<string>;
  /** Called around each step: a runner may report it. */
  readonly around?: <T>(label: string, body: () => Promise<T>) => Promise<T>;
  /** What the app threw where nobody caught it, so far. */
  readonly errors: readonly unknown[];
}
