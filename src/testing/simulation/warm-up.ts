import { createAuth } from '../../engine/index.js';

let warm: Promise<void> | undefined;

/**
 * Has the engine load what it loads late, once: a module that comes over real I/O in the middle of a
 * simulation would escape the scheduler.
 */
export function warmUp(): Promise<void> {
  return (warm ??= start());
}

async function start(): Promise<void> {
  const auth = createAuth({
    publishableKey: 'pk_test_warm_up',
    environment: {
      indexedDB: undefined,
      localStorage: undefined,
      openChannel: undefined,
      locks: undefined,
      page: undefined,
    },
  });
  auth.start();
  await auth.getPendingRevocations();
  await auth.getSessionTokens();
  await auth.logout();
  auth.dispose();
}
