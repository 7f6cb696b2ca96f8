import { expect, test } from 'vitest';
import { outboxMachine, type OutboxMachine } from '../../src/machines/index.js';
import { consequence } from './support/consequence.js';

const context = { retryIn: 250, eager: false, again: false };
const situation = (value: 'idle' | 'waitingForTurn' | 'sending' | 'backingOff', more = {}) =>
  outboxMachine.resolveState({ value, context: { ...context, ...more } });

const situations = {
  idle: situation('idle'),
  waitingForTurn: situation('waitingForTurn'),
  'waitingForTurn, eager': situation('waitingForTurn', { eager: true }),
  sending: situation('sending'),
  'sending, woken meanwhile': situation('sending', { again: true, eager: true }),
  backingOff: situation('backingOff'),
};

const drained = (output: { pending: number; retryIn: number | null }) => ({
  type: 'xstate.done.actor.sendDue',
  output,
});
const events = {
  'WAKE (added)': { type: 'WAKE', reason: 'added' },
  'WAKE (visible)': { type: 'WAKE', reason: 'visible' },
  'WAKE (online)': { type: 'WAKE', reason: 'online' },
  'done takeTurn': { type: 'xstate.done.actor.takeTurn' },
  'error takeTurn': { type: 'xstate.error.actor.takeTurn' },
  'done sendDue (nothing left)': drained({ pending: 0, retryIn: null }),
  'done sendDue (3 left)': drained({ pending: 3, retryIn: 1_500 }),
  'error sendDue': { type: 'xstate.error.actor.sendDue' },
  'after turnTimeout': { type: 'xstate.after.turnTimeout.outbox.waitingForTurn' },
  'after sendTimeout': { type: 'xstate.after.sendTimeout.outbox.sending' },
  'after backoff': { type: 'xstate.after.backoff.outbox.backingOff' },
};

test('the table: every situation × every event', async () => {
  const table = Object.entries(situations).map(([name, snapshot]) =>
    [
      `## ${name}`,
      ...Object.entries(events).map(
        ([event, value]) => `${event}: ${consequence(outboxMachine, snapshot, value) ?? 'nothing'}`,
      ),
    ].join('\n'),
  );
  await expect(`${table.join('\n\n')}\n`).toMatchFileSnapshot('tables/outbox.txt');
});

test('every state of the machine is in the table', () => {
  const states: readonly (keyof OutboxMachine['states'])[] = Object.keys(outboxMachine.states);
  const values = Object.values(situations).map(({ value }) => value);
  expect(new Set(values)).toEqual(new Set(states));
});
