import { createRecorder } from '@moon-key/react-auth/inspect';
import type { AuthDriver, AuthPath, FakePageUnderTest } from '@moon-key/react-auth/testing';
import { AuthPathError, walkAuthPath } from '@moon-key/react-auth/testing';

/**
 * Uses an app as people do, without looking whether it is right, and records that: what an app that does
 * wrong shows is not in the recording. Where people cannot go on, it ends.
 */
export async function recordUse(
  path: AuthPath,
  driver: AuthDriver<FakePageUnderTest>,
): Promise<string> {
  const recorder = createRecorder();
  const uncritical: AuthDriver<FakePageUnderTest> = {
    ...driver,
    open(page) {
      recorder.attach(page.auth);
      return driver.open(page);
    },
    whoIsLoggedIn({ auth }) {
      const { ready, user } = auth.getView();
      return ready ? (user?.email ?? null) : undefined;
    },
    visibleText: () => '',
  };
  await walkAuthPath(path, uncritical, { patience: 1 }).catch((error: unknown) => {
    if (!(error instanceof AuthPathError)) throw error;
  });
  return JSON.stringify(await recorder.export());
}
