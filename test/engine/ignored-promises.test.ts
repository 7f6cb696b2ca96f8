import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSignedIn, openTab } from './support/tab.js';

const unhandled: unknown[] = [];
const note = (reason: unknown) => void unhandled.push(reason);

beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', note);
});
afterEach(() => {
  process.off('unhandledRejection', note);
});

/** Node reports an unhandled rejection after the microtasks of a turn: two turns later it is known. */
const turns = async () => {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

test('a promise of logoutEverywhere() that is ignored disturbs nobody', async () => {
  const { auth } = await openTab();
  void auth.logoutEverywhere();
  await turns();
  expect(unhandled).toEqual([]);
});

test('nor does one of logout(), with a server that refuses', async () => {
  const { auth, server } = await openSignedIn();
  server.script.revoke = 403;
  let isOver = false;
  auth.on('loggedOut', () => {
    isOver = true;
  });
  void auth.logout();
  await expect.poll(() => isOver).toBe(true);
  await turns();
  expect(unhandled).toEqual([]);
});
