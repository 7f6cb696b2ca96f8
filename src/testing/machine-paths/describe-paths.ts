import type { TestApi } from '../walk/test-api.js';
import { testApiFrom } from '../walk/test-api.js';
import type { MachineDriver } from './machine-driver.js';
import { requireFacts } from './machine-driver.js';
import type { MachinePath } from './machine-path.js';
import type { MachineWalkOptions } from './walk-path.js';
import { walkPath } from './walk-path.js';

/**
 * Makes one test of each path through a machine of yours, in Vitest or Jest.
 *
 * @throws TypeError when the driver lacks a fact of a path, or there is no path.
 *
 * @example
 * ```ts
 * describePaths(generatePaths(wizardMachine), {
 *   open: () => render(<Wizard />),
 *   close: cleanup,
 *   facts: { NEXT: () => fireEvent.click(screen.getByText('Next')) },
 *   states: { address: () => screen.getByLabelText('Street') },
 * }, { describe, it })
 * ```
 */
export function describePaths<Page>(
  paths: readonly MachinePath[],
  driver: MachineDriver<Page>,
  options: MachineWalkOptions & Partial<TestApi> & { readonly name?: string } = {},
): void {
  if (paths.length === 0) throw new TypeError('describePaths: "paths" is empty.');
  for (const path of paths) requireFacts('describePaths', path, driver);
  const api = testApiFrom('describePaths', options);
  const { name = 'paths', patience, stepTimeout } = options;
  const walking = {
    ...(patience !== undefined && { patience }),
    ...(stepTimeout !== undefined && { stepTimeout }),
  };
  api.describe(name, () => {
    for (const path of paths) api.it(path.name, () => walkPath(path, driver, walking), 20_000);
  });
}
