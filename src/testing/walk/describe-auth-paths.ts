import { aFunction, aText, createChecker, numberOf } from '../../options/index.js';
import type { AuthPath } from '../paths/index.js';
import type { AuthDriver } from './driver.js';
import type { FakePageUnderTest } from './fake-page-under-test.js';
import type { TestApi } from './test-api.js';
import { testApiFrom } from './test-api.js';
import type { WalkOptions } from './walk-auth-path.js';
import { isWalkable, walkAuthPath } from './walk-auth-path.js';

/** What {@link describeAuthPaths} takes. */
export interface DescribeOptions extends WalkOptions, Partial<TestApi> {
  /** The name of the suite. Default `auth paths`. */
  readonly name?: string;
  /** How long one path may take, in ms. Default 20000. */
  readonly timeout?: number;
}

const { check, fail } = createChecker('describeAuthPaths');
const shape = {
  name: aText,
  timeout: numberOf('ms', 1),
  patience: numberOf('ms', 0),
  stepTimeout: numberOf('ms', 1),
  describe: aFunction,
  it: aFunction,
};

/**
 * Makes one test of each path: it drives your app along it with Testing Library, in Vitest or Jest.
 * Paths that only a defect of the engine can cause are left out.
 *
 * @throws ConfigurationError when an option is unknown, or `describe` and `it` are neither global nor passed.
 *
 * @example
 * ```tsx
 * import { describe, it } from 'vitest'
 *
 * describeAuthPaths(generateAuthPaths(), driver, { describe, it })
 * ```
 */
export function describeAuthPaths(
  paths: readonly AuthPath[],
  driver: AuthDriver<FakePageUnderTest>,
  options: DescribeOptions = {},
): void {
  check(options, shape);
  const walkable = paths.filter(isWalkable);
  if (walkable.length === 0) fail('paths', 'has no path that can be walked');
  const api = testApiFrom('describeAuthPaths', options);
  const { name = 'auth paths', timeout = 20_000, patience, stepTimeout } = options;
  const walking = {
    ...(patience !== undefined && { patience }),
    ...(stepTimeout !== undefined && { stepTimeout }),
  };
  api.describe(name, () => {
    for (const path of walkable)
      api.it(path.name, () => walkAuthPath(path, driver, walking), timeout);
  });
}
