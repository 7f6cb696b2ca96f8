import { describe, it } from 'vitest';
import { describeAuthPaths, generateAuthPaths } from '../../../src/testing/index.js';
import type { AuthDriver, FakePageUnderTest } from '../../../src/testing/index.js';

const engineItself: AuthDriver<FakePageUnderTest> = {
  open() {},
  logOut: ({ auth }) => void auth.logout(),
  whoIsLoggedIn({ auth }) {
    const { ready, user } = auth.getView();
    return ready ? (user?.email ?? null) : undefined;
  },
};

describeAuthPaths(generateAuthPaths(), engineItself, {
  name: 'the engine itself follows the default paths',
  describe,
  it,
});
