export { AuthPathError } from './auth-path-error.js';
export { describeAuthPaths } from './describe-auth-paths.js';
export type { DescribeOptions } from './describe-auth-paths.js';
export type { AuthDriver, Shown } from './driver.js';
export type { FakePageUnderTest } from './fake-page-under-test.js';
export type { TestApi } from './test-api.js';
export { isWalkable, walkAuthPath } from './walk-auth-path.js';
export type { WalkOptions } from './walk-auth-path.js';
