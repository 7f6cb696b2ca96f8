import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { and, assign, createActor, createMachine, fromPromise, not, setup } from 'xstate';
import { stateEventTable, toJSON, toMermaid } from '@moon-key/react-auth/inspect';
import { authMachine, outboxMachine } from '@moon-key/react-auth/machine';
import { readChart } from '../../../src/inspect/chart/read-chart.js';
import { readRunningChart } from '../../../src/inspect/chart/read-running-chart.js';
import { checkoutMachine, nameless, sixtyStates } from '../machines/checkout.js';

/** What was written down, read from a file, and made a machine again. */
function madeAgain(machine: AnyStateMachine): AnyStateMachine {
  return createMachine(JSON.parse(JSON.stringify(toJSON(machine))) as object);
}

const machines = { authMachine, outboxMachine, checkoutMachine, nameless, sixty: sixtyStates() };

describe('toJSON', () => {
  it.each(Object.entries(machines))(
    '%s is the same machine when it is made again',
    (_, machine) => {
      const again = readChart(madeAgain(machine));
      const { root, transitions } = readRunningChart(machine);
      // Delays and actions are there by name: how long they are, and what they do, is not.
      const timeless = (all: typeof transitions) =>
        all.map(({ trigger, actions, ...rest }) => ({
          ...rest,
          actions: actions.filter((name) => name !== 'inline'),
          trigger: { ...trigger, ms: null },
        }));
      expect(again.root).toEqual(root);
      expect(timeless(again.transitions)).toEqual(timeless(transitions));
    },
  );

  it('the machine made again draws the same and answers the same events', () => {
    expect(stateEventTable(madeAgain(authMachine))).toEqual(stateEventTable(authMachine));
    const withoutBounds = toMermaid(outboxMachine).replaceAll(/ \((30 s|1 min)\)/g, '');
    expect(toMermaid(madeAgain(outboxMachine))).toBe(withoutBounds);
  });

  it('runs, once it is given what the names stand for', () => {
    const actor = createActor(madeAgain(nameless)).start();
    actor.send({ type: 'FLIP' });
    expect(actor.getSnapshot().value).toBe('on');
  });

  const own = setup({
    types: { context: {} as { count: number } },
    actors: { load: fromPromise(() => Promise.resolve(1)) },
    guards: { isOpen: () => true, isFull: () => false },
    actions: { log: (...[, params]: [unknown, { readonly level: string }]) => void params },
  }).createMachine({
    id: 'own',
    context: { count: 0 },
    initial: 'a',
    meta: { owner: 'checkout' },
    states: {
      a: {
        tags: 'busy',
        description: 'The first.',
        entry: [{ type: 'log', params: { level: 'info' } }, assign({ count: 1 })],
        invoke: { src: 'load', input: () => 3, onDone: { target: 'b' } },
        after: { 500: 'b' },
        always: { guard: and(['isOpen', not('isFull')]), target: 'b' },
        on: { '*': {}, STAY: { actions: ({ context }) => context, reenter: true } },
      },
      b: { type: 'final', output: { done: true } },
    },
  });

  it('writes what is data, names what is a function, and leaves out nothing else', () => {
    expect(toJSON(own)).toEqual({
      id: 'own',
      context: { count: 0 },
      initial: 'a',
      meta: { owner: 'checkout' },
      states: {
        a: {
          tags: ['busy'],
          description: 'The first.',
          entry: [{ type: 'log', params: { level: 'info' } }, { type: 'xstate.assign' }],
          invoke: [{ src: 'load', onDone: { target: ['b'] } }],
          after: { 500: { target: ['b'] } },
          always: { target: ['b'], guard: { type: 'and(isOpen, not(isFull))' } },
          on: { '*': {}, STAY: { actions: [{ type: 'inline' }], reenter: true } },
        },
        b: { type: 'final', output: { done: true } },
      },
    });
  });

  it('says what is no machine', () => {
    expect(() => toJSON({} as never)).toThrow(expect.objectContaining({ code: 'not_a_machine' }));
  });
});
