import { expect, test } from 'vitest';
import { idleMachine, type IdleMachine } from '../../src/machines/index.js';
import { consequence } from './support/consequence.js';

const context = { after: 900_000, warnBefore: 60_000, age: 0 };
const situation = (value: 'active' | 'warning' | 'deciding' | 'ended') =>
  idleMachine.resolveState({ value, context });

const situations = {
  active: situation('active'),
  warning: situation('warning'),
  deciding: situation('deciding'),
  ended: situation('ended'),
};

const latest = (output: number | null) => ({
  type: 'xstate.done.actor.latestActivity',
  output,
});
const events = {
  'ACTIVITY (now)': { type: 'ACTIVITY', age: 0 },
  'ACTIVITY (4 s ago)': { type: 'ACTIVITY', age: 4_000 },
  OVERDUE: { type: 'OVERDUE' },
  'done latestActivity (none)': latest(null),
  'done latestActivity (4 s ago)': latest(4_000),
  'done latestActivity (too old)': latest(900_000),
  'error latestActivity': { type: 'xstate.error.actor.latestActivity' },
  'after untilWarning': { type: 'xstate.after.untilWarning.idle.active' },
  'after untilEnd': { type: 'xstate.after.untilEnd.idle.warning' },
  'after decideTimeout': { type: 'xstate.after.decideTimeout.idle.deciding' },
};

test('the table: every situation × every event', async () => {
  const table = Object.entries(situations).map(([name, snapshot]) =>
    [
      `## ${name}`,
      ...Object.entries(events).map(
        ([event, value]) => `${event}: ${consequence(idleMachine, snapshot, value) ?? 'nothing'}`,
      ),
    ].join('\n'),
  );
  await expect(`${table.join('\n\n')}\n`).toMatchFileSnapshot('tables/idle.txt');
});

test('every state of the machine is in the table', () => {
  const states: readonly (keyof IdleMachine['states'])[] = Object.keys(idleMachine.states);
  const values = Object.values(situations).map(({ value }) => value);
  expect(new Set(values)).toEqual(new Set(states));
});
