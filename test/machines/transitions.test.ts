import { expect, test } from 'vitest';
import { transition } from 'xstate';
import { authMachine, toAuthView } from '../../src/machines/index.js';
import { authEvents } from './support/auth-events.js';
import { consequence } from './support/consequence.js';
import { situations } from './support/situations.js';
import { stateNodes } from './support/state-nodes.js';

const rows = Object.entries(situations);

test('the table: every situation × every event', async () => {
  const table = rows.map(([name, snapshot]) => {
    const cells = authEvents.map(
      ([event, value]) => [event, consequence(authMachine, snapshot, value)] as const,
    );
    const ignored = cells.filter(([, what]) => what === null);
    return [
      `## ${name}`,
      ...cells.filter(([, what]) => what !== null).map(([event, what]) => `${event}: ${what}`),
      `${ignored.length} others: nothing`,
    ].join('\n');
  });
  await expect(`${table.join('\n\n')}\n`).toMatchFileSnapshot('tables/auth.txt');
});

test('no atomic state is missing from the table', () => {
  const seen = new Set(
    rows.flatMap(([, snapshot]) => snapshot._nodes.map(({ id }: { id: string }) => id)),
  );
  // Left in the very step in which it is entered.
  seen.add('auth.loggingOut.server.deciding');
  const missing = stateNodes(authMachine).filter(({ id }) => !seen.has(id));
  expect(missing.map(({ id }) => id)).toEqual([]);
});

test('no event that some state listens to is missing from the table', () => {
  const known = new Set(authEvents.map(([, { type }]) => type));
  const heard = stateNodes(authMachine).flatMap((node) =>
    [...node.transitions.keys()].filter((type) => !type.startsWith('xstate.done.state')),
  );
  expect(heard.filter((type) => type !== '' && !known.has(type))).toEqual([]);
});

test.each(rows)('%s says what LOGOUT does', (_, snapshot) => {
  const nodes = snapshot._nodes as ReturnType<typeof stateNodes>;
  expect(nodes.some((node) => node.transitions.has('LOGOUT'))).toBe(true);
});

test.each(rows)('after LOGOUT in %s nobody is shown, unless a guard is asked', (_, snapshot) => {
  const [after] = transition(authMachine, snapshot, {
    type: 'LOGOUT',
    scope: 'session',
    guarded: false,
  });
  const isAsking = snapshot.matches({ authenticated: { intent: 'confirmingLogout' } });
  expect(toAuthView(after).isAuthenticated).toBe(isAsking);
  expect(after.context.attempt === null || after.matches('authenticated')).toBe(true);
});

test('authenticated is entered from initializing and signingIn only', () => {
  const entries = rows.flatMap(([name, before]) =>
    authEvents
      .filter(([, event]) => {
        const [after] = transition(authMachine, before, event as never);
        return !before.matches('authenticated') && after.matches('authenticated');
      })
      .map(() => name.split(/[:,]/)[0]),
  );
  expect(new Set(entries)).toEqual(new Set(['initializing', 'signingIn']));

  const targeting = stateNodes(authMachine).filter((node) =>
    [...node.transitions.values()]
      .flat()
      .concat(node.always ?? [])
      .some(({ target }) => target?.some(({ id }) => id.startsWith('auth.authenticated'))),
  );
  const outside = targeting.filter(({ id }) => !id.startsWith('auth.authenticated'));
  expect(outside.map(({ id }) => id).toSorted()).toEqual([
    'auth.initializing',
    'auth.signingIn.adopting',
    'auth.signingIn.committing',
  ]);
});

test('a session is shown in authenticated only', () => {
  for (const [, before] of rows)
    for (const [, event] of authEvents) {
      const [after] = transition(authMachine, before, event as never);
      expect(after.matches('authenticated')).toBe(after.context.session !== null);
    }
});
