import type { AuthDriver, FakePageUnderTest } from '../../../src/testing/index.js';

/** No app at all: what the engine shows. */
export const engineItself: AuthDriver<FakePageUnderTest> = {
  open() {},
  logOut: ({ auth }) => void auth.logout(),
  whoIsLoggedIn({ auth }) {
    const { ready, user } = auth.getView();
    return ready ? (user?.email ?? null) : undefined;
  },
};
