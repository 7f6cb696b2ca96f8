import { describe, expect, it } from 'vitest';
import { createAuth } from '../../../src/engine/index.js';
import { readRunningChart } from '../../../src/inspect/chart/read-running-chart.js';
import { policiesOf } from '../../../src/inspect/redact/policy.js';
import { authMachine, outboxMachine } from '../../../src/machines/index.js';
import type { AnyStateMachine } from 'xstate';

/** The machine that an engine runs: made anew for each engine. */
const { actor } = createAuth({ publishableKey: 'pk_test_1' });
const running = (actor as unknown as { logic: AnyStateMachine }).logic;

describe('the machine of an engine is known to the inspector', () => {
  it.each([
    ['as the engine runs it', running],
    ['as it is exported', authMachine],
    ['with other services', authMachine.provide({})],
    ['of the outbox', outboxMachine],
  ])('%s: its public fields show', (_, { config, id }) => {
    const policies = policiesOf();
    expect(policies.byConfig(config)).toBeDefined();
    expect(policies.byConfig(config)).not.toBe(policies.byId('unknown'));
    expect(policies.byConfig(config)).toEqual(policies.byId(id));
  });

  it('with its descriptions', () => {
    const described = readRunningChart(running).root.states.map(({ description }) => description);
    expect(described).toHaveLength(5);
    for (const description of described) expect(description).toBeTypeOf('string');
  });

  it('and another machine is not, though its id is the same', () => {
    expect(policiesOf().byConfig({ id: 'auth', states: { ...authMachine.config.states } })).toBe(
      undefined,
    );
  });
});
