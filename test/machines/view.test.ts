import { expect, test } from 'vitest';
import { isSameView, toAuthView } from '../../src/machines/index.js';
import { mine, situations } from './support/situations.js';

const signedOut = {
  isAuthenticated: false,
  user: null,
  storage: 'indexeddb',
  pendingRevocations: 0,
  idle: null,
};

/** The outcomes that a name lists: those still open are words that end in "ing". */
function outcomes(name: string) {
  const [device, server, app] = name
    .split(/: |, /)
    .slice(1)
    .map((word) => (word.endsWith('ing') ? null : word));
  return { device, server, app };
}

/** What is expected of a situation, from the words that name it. */
function expected(name: keyof typeof situations): object {
  const state = name.split(/: |, /, 1).join('');
  switch (state) {
    case 'initializing':
      return { status: 'initializing', ready: false, ...signedOut };
    case 'authenticated':
      return {
        ...signedOut,
        status: 'authenticated',
        ready: true,
        isAuthenticated: true,
        user: mine.user,
      };
    case 'signingIn':
      return { status: 'signingIn', ready: true, ...signedOut };
    case 'loggedOut':
      return { status: 'loggedOut', ready: true, reason: 'logout', ...signedOut };
    default:
      return {
        status: 'loggingOut',
        ready: true,
        ...signedOut,
        reason: situations[name].context.reason,
        ...outcomes(name),
      };
  }
}

const names = Object.keys(situations) as (keyof typeof situations)[];
test.each(names)('%s', (name) => {
  expect(toAuthView(situations[name])).toEqual(expected(name));
});

test('the view follows the storage and the outbox', () => {
  const { loggedOut } = situations;
  const context = { ...loggedOut.context, storage: 'memory' as const, pendingRevocations: 3 };
  expect(toAuthView({ ...loggedOut, context })).toMatchObject({
    storage: 'memory',
    pendingRevocations: 3,
  });
});

test('two views are the same when they show the same', () => {
  const view = toAuthView(situations['authenticated: fresh, staying']);
  expect(
    isSameView(view, toAuthView(situations['authenticated: refreshing, confirmingLogout'])),
  ).toBe(true);
  expect(isSameView(view, toAuthView(situations.loggedOut))).toBe(false);
  expect(isSameView(view, { ...view, pendingRevocations: 1 })).toBe(false);
  expect(
    isSameView(
      toAuthView(situations['loggingOut: clearing, revoking, cleaning']),
      toAuthView(situations['loggingOut: cleared, revoking, cleaning']),
    ),
  ).toBe(false);
});
