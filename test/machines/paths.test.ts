import { expect, test } from 'vitest';
import { getShortestPaths } from 'xstate/graph';
import { authMachine, toAuthView } from '../../src/machines/index.js';
import { authEvents } from './support/auth-events.js';
import { stateNodes } from './support/state-nodes.js';

const events = authEvents.map(([, event]) => event as never);

/** Whether an internal event can happen: its service runs, or its timer. */
function canHappen(
  snapshot: { children: object; _nodes: { id: string }[] },
  { type }: { type: string },
): boolean {
  const [, kind = '', name = ''] = /^xstate\.(done|error|after)\.(.*)$/.exec(type) ?? [];
  if (kind === 'after') return snapshot._nodes.some(({ id }) => name.endsWith(`.${id}`));
  if (kind !== '') return name.replace('actor.', '') in snapshot.children;
  return true;
}

const paths = getShortestPaths(authMachine, {
  events,
  filterEvents: (snapshot, event) => canHappen(snapshot as never, event),
  serializeState: ({ value, context }) => {
    const { attempt, arriving, adopt, departing, server } = context;
    const facts = [attempt !== null, arriving !== null, adopt, departing, server];
    return JSON.stringify([value, facts]);
  },
  limit: 50_000,
});

test('every state is reached from the start, by events that can happen', () => {
  const reached = new Set(
    paths.flatMap(({ state }) => state._nodes.map(({ id }: { id: string }) => id)),
  );
  reached.add('auth.loggingOut.server.deciding');
  const missing = stateNodes(authMachine).filter(({ id }) => !reached.has(id));
  expect(missing.map(({ id }) => id)).toEqual([]);
  expect(paths.length).toBeGreaterThan(100);
});

test('on no path does a logout that was not vetoed leave a user on the screen', () => {
  for (const { state } of paths) {
    const view = toAuthView(state);
    expect(view.isAuthenticated).toBe(state.matches('authenticated'));
    expect(state.context.session !== null).toBe(view.isAuthenticated);
  }
});

test('no path ends in a state that nothing leaves', () => {
  for (const { state } of paths) {
    const ways = events.filter(
      (event) => canHappen(state as never, event as { type: string }) && state.can(event),
    );
    expect(ways.length, JSON.stringify(state.value)).toBeGreaterThan(0);
  }
});
