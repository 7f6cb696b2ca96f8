import { describe, expect, it, vi } from 'vitest';
import type { InspectionEvent } from 'xstate';
import { createActor, createMachine, fromPromise, toPromise, waitFor } from 'xstate';
import { createRedactedInspector } from '@moon-key/react-auth/inspect';
import { authMachine } from '@moon-key/react-auth/machine';
import type { RestoreOutput } from '@moon-key/react-auth/machine';
import { leakyMachine, planted } from './planted.js';

/** Everything that can be reached from a value: fields, prototypes' getters, functions' results. */
function everythingIn(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value !== 'object' || value === null) return `${String(value)}\n`;
  if (seen.has(value)) return '';
  seen.add(value);
  const parts = value instanceof Set || value instanceof Map ? [...value] : [];
  const own = Reflect.ownKeys(value).map((key) => {
    const field: unknown = Reflect.get(value, key);
    const inner = key === 'getSnapshot' && typeof field === 'function' ? field.call(value) : field;
    return `${String(key)}\n${everythingIn(inner, seen)}`;
  });
  return [...parts.map((part) => everythingIn(part, seen)), ...own].join('');
}

function expectNothingPlanted(value: unknown): void {
  const text = everythingIn(value);
  for (const secret of Object.values(planted)) expect(text).not.toContain(secret);
  expect(text).not.toContain('PLANTED');
}

async function inspectLeaky(
  options?: Parameters<typeof createRedactedInspector>[1],
): Promise<InspectionEvent[]> {
  const seen: InspectionEvent[] = [];
  const actor = createActor(leakyMachine, {
    inspect: createRedactedInspector((event) => seen.push(event), options),
  });
  actor.start();
  actor.send({ type: 'HEARD', code: planted.code, step: 'told' });
  await toPromise(actor);
  return seen;
}

/** The snapshots of the root actor. */
const snapshotsOf = (events: readonly InspectionEvent[]) =>
  events
    .filter((event) => event.type === '@xstate.snapshot')
    .filter(({ actorRef, rootId }) => actorRef.sessionId === rootId);

describe('createRedactedInspector', () => {
  it('forwards every kind of event, and nothing that was planted', async () => {
    const seen = await inspectLeaky();
    expect(new Set(seen.map(({ type }) => type))).toEqual(
      new Set([
        '@xstate.actor',
        '@xstate.event',
        '@xstate.snapshot',
        '@xstate.microstep',
        '@xstate.action',
      ]),
    );
    expectNothingPlanted(seen);
  });

  it('redacts the kinds that this XState only declares, and those it does not know', () => {
    const seen: InspectionEvent[] = [];
    const inspect = createRedactedInspector((event) => seen.push(event));
    const actorRef = createActor(leakyMachine);
    const event = { type: 'HEARD', code: planted.code };
    const snapshot = actorRef.getSnapshot();
    inspect({ type: '@xstate.transition', rootId: 'x:0', actorRef, event, snapshot });
    inspect({ type: '@xstate.future', rootId: 'x:0', actorRef, event, snapshot } as never);
    expect(seen).toMatchObject([
      { type: '@xstate.transition', event: { code: '‹string›' }, snapshot: { value: 'loading' } },
      { type: '@xstate.future', rootId: 'x:0' },
    ]);
    expectNothingPlanted(seen);
  });

  it('replaces values by their types, and errors by name and code', async () => {
    const seen = await inspectLeaky();
    const last = snapshotsOf(seen).at(-1);
    expect(last?.snapshot).toMatchObject({
      status: 'done',
      value: 'done',
      context: {
        token: '‹string›',
        step: '‹string›',
        count: '‹number›',
        user: '‹object›',
        list: '‹array›',
        '‹field›': '‹boolean›',
        failure: { name: 'Error', code: 'denied' },
        loaded: '‹object›',
      },
      output: { token: '‹string›' },
    });
    expect(last?.event).toMatchObject({
      type: 'xstate.error.actor.fail',
      error: { name: 'Error', code: 'denied' },
    });
  });

  it('shows what the user’s own allow-list names, if it is a short word', async () => {
    const allow = {
      context: ['step', 'count', 'big', 'loaded.step', 'user.email'],
      event: ['step', 'output.step'],
      actor: ['step'],
      params: ['step'],
    };
    const seen = await inspectLeaky({ machines: [{ machine: leakyMachine, allow }] });
    expectNothingPlanted(seen);
    const last = snapshotsOf(seen).at(-1);
    expect(last?.snapshot).toMatchObject({
      context: {
        token: '‹string›',
        step: 'start',
        count: 3,
        big: '‹string›',
        user: { email: '‹string›', id: '‹string›' },
        loaded: { token: '‹string›', step: 'loaded' },
      },
    });
    const told = seen.find(
      (event) => event.type === '@xstate.event' && event.event.type === 'HEARD',
    );
    expect(told).toMatchObject({ event: { code: '‹string›' } });
    const action = seen.find((event) => event.type === '@xstate.action');
    expect(action).toMatchObject({
      action: { type: 'remember', params: { secret: '‹string›', step: 'first' } },
    });
    const microstep = seen.find(
      (event) =>
        event.type === '@xstate.microstep' && event.event.type === 'xstate.done.actor.load',
    );
    expect(microstep).toMatchObject({
      event: { output: { step: 'loaded', token: '‹string›' } },
      _transitions: [{ source: { id: 'leaky.loading' }, target: [{ id: 'leaky.failing' }] }],
    });
  });

  it('keeps the same list for a machine that was provided with other actors', async () => {
    const seen: InspectionEvent[] = [];
    const machine = leakyMachine.provide({ actions: { remember: () => {} } });
    createActor(machine, {
      inspect: createRedactedInspector((event) => seen.push(event), {
        machines: [{ machine: leakyMachine, allow: { context: ['step'] } }],
      }),
    }).start();
    expect(snapshotsOf(seen)[0]?.snapshot).toMatchObject({ context: { step: 'start' } });
  });

  it('shows this package’s machine without the person', async () => {
    const seen: InspectionEvent[] = [];
    const user = { id: 'user_1', email: planted.email, firstName: planted.name, createdAt: 1 };
    const machine = authMachine.provide({
      actors: {
        restoreSession: fromPromise<RestoreOutput, void>(() =>
          Promise.resolve({
            session: { generation: 'g1', user, expiresAt: 99 },
            storage: 'indexeddb',
            reason: 'noSession',
          }),
        ),
      },
    });
    const actor = createActor(machine, {
      inspect: createRedactedInspector((event) => seen.push(event)),
    }).start();
    await waitFor(actor, (snapshot) => snapshot.matches('authenticated'));
    expectNothingPlanted(seen);
    expect(snapshotsOf(seen).at(-1)?.snapshot).toMatchObject({
      value: { authenticated: { tokens: 'fresh', intent: 'staying' } },
      context: {
        session: { generation: 'g1', expiresAt: 99, user: '‹object›' },
        storage: 'indexeddb',
        pendingRevocations: 0,
        departing: null,
      },
    });
  });

  it('gives sinks an inert stand-in in place of the actor, with the chart', async () => {
    const seen = await inspectLeaky();
    const { actorRef } = seen[0] ?? {};
    expect(actorRef).toMatchObject({ logic: { config: { id: 'leaky', initial: 'loading' } } });
    expect(actorRef).not.toHaveProperty('logic.config.context');
    expect(actorRef?.getSnapshot()).toMatchObject({ status: 'done', value: 'done' });
    expect(seen.every((event) => !('system' in event.actorRef))).toBe(true);
  });

  it('takes observers and inspectors, and refuses what is neither', async () => {
    const next = vi.fn<(event: InspectionEvent) => void>();
    const machine = createMachine({ id: 'one' });
    createActor(machine, { inspect: createRedactedInspector({ next }) }).start();
    createActor(machine, { inspect: createRedactedInspector({ inspect: { next } }) }).start();
    createActor(machine, { inspect: createRedactedInspector({ inspect: next }) }).start();
    expect(next.mock.calls.filter(([{ type }]) => type === '@xstate.actor')).toHaveLength(3);
    expect(() => createRedactedInspector({ send() {} } as never)).toThrow(
      /createInspector\(\) first/,
    );
    expect(() => createRedactedInspector(next, { allow: [] } as never)).toThrow(
      /"allow" is not an option\. Known: machines\./,
    );
    expect(() => createRedactedInspector(next, { machines: [{ machine }] as never })).toThrow(
      /"machines\.0\.allow" must be an object/,
    );
    expect(() =>
      createRedactedInspector(next, { machines: [{ machine, allow: { events: [] } as never }] }),
    ).toThrow(
      /"machines\.0\.allow\.events" is not an option\. Known: context, event, actor, params\./,
    );
  });

  it('keeps a failing sink away from the actor', () => {
    const complain = vi.spyOn(console, 'error').mockImplementation(() => {});
    const actor = createActor(createMachine({ id: 'one', initial: 'a', states: { a: {} } }), {
      inspect: createRedactedInspector(() => {
        throw new Error('broken sink');
      }),
    }).start();
    expect(actor.getSnapshot().status).toBe('active');
    expect(complain).toHaveBeenCalled();
    complain.mockRestore();
  });
});
