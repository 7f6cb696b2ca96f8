import { describe, expect, test } from 'vitest';
import { createActor, waitFor } from 'xstate';
import { authMachine, delays, idleMachine, outboxMachine } from '../../src/machines/index.js';
import { stateNodes } from './support/state-nodes.js';

describe.each([
  ['auth', authMachine, 10],
  ['outbox', outboxMachine, 2],
  ['idle', idleMachine, 1],
] as const)('%s', (_, machine, invoking) => {
  const nodes = stateNodes(machine);
  const waiting = nodes.filter((node) => node.invoke.length > 0);

  test('every state has a description', () => {
    expect(nodes.filter(({ description }) => !description).map(({ id }) => id)).toEqual([]);
  });

  test('every invoke is named after its service, and is left on done, on error and in time', () => {
    expect(waiting).toHaveLength(invoking);
    for (const node of waiting)
      for (const { id, src } of node.invoke) {
        expect(id, node.id).toBe(src);
        expect(node.transitions.has(`xstate.done.actor.${id}`), `${node.id} onDone`).toBe(true);
        expect(node.transitions.has(`xstate.error.actor.${id}`), `${node.id} onError`).toBe(true);
        expect(node.after.length, `${node.id} after`).toBeGreaterThan(0);
      }
  });

  test('every done and every error has a way out that no guard can close', () => {
    for (const node of waiting)
      for (const { id } of node.invoke)
        for (const kind of ['done', 'error']) {
          const ways = node.transitions.get(`xstate.${kind}.actor.${id}`) ?? [];
          expect(ways.at(-1)?.guard, `${node.id} ${kind}`).toBeUndefined();
          expect(ways.at(-1)?.target, `${node.id} ${kind}`).toBeDefined();
        }
  });

  test('every bound has a name that the machine implements, and leads out', () => {
    for (const node of nodes)
      for (const { delay, target, guard } of node.after) {
        expect(Object.keys(machine.implementations.delays), node.id).toContain(delay);
        expect(target?.length, node.id).toBe(1);
        expect(guard, node.id).toBeUndefined();
      }
  });

  test('every guard and action of the chart is implemented', () => {
    const { guards, actions } = machine.implementations;
    const named = (part: unknown) => (part as { type?: string } | undefined)?.type ?? part;
    const transitions = nodes.flatMap((node) => [...node.transitions.values()].flat());
    const isOwn = (part: unknown) => typeof part === 'string' && !part.startsWith('xstate.');
    expect(Object.keys(guards)).toEqual(
      expect.arrayContaining(transitions.map(({ guard }) => named(guard)).filter(isOwn)),
    );
    expect(Object.keys(actions)).toEqual(
      expect.arrayContaining(
        transitions
          .flatMap((each) => each.actions)
          .map(named)
          .filter(isOwn),
      ),
    );
  });
});

test('every waiting state of the session has its own bound of the published ones', () => {
  const used = stateNodes(authMachine).flatMap((node) => node.after.map(({ delay }) => delay));
  expect(new Set(used)).toEqual(new Set(Object.keys(delays)));
});

test('a service that nobody provided is refused by its name', async () => {
  const actor = createActor(authMachine).start();
  const snapshot = await waitFor(actor, (each) => !each.matches('initializing'));
  expect(snapshot.value).toBe('loggedOut');
  expect(snapshot.context.reason).toBe('storageFailed');
});
