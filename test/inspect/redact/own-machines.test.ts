import { describe, expect, it } from 'vitest';
import { createAuth } from '../../../src/engine/index.js';
import { readRunningChart } from '../../../src/inspect/chart/read-running-chart.js';
import { redactFields } from '../../../src/inspect/redact/redact-value.js';
import { policiesOf } from '../../../src/inspect/redact/policy.js';
import { authMachine, idleMachine, outboxMachine } from '../../../src/machines/index.js';
import type { AnyStateMachine, InspectionEvent } from 'xstate';
import { createRedactedInspector } from '@moon-key/react-auth/inspect';
import { createTestAuth } from '@moon-key/react-auth/testing';

/** The machine that an engine runs: made anew for each engine. */
const { actor } = createAuth({ publishableKey: 'pk_test_1' });
const running = (actor as unknown as { logic: AnyStateMachine }).logic;

describe('the machine of an engine is known to the inspector', () => {
  it.each([
    ['as the engine runs it', running],
    ['as it is exported', authMachine],
    ['with other services', authMachine.provide({})],
    ['of the outbox', outboxMachine],
    ['of the idle limit', idleMachine],
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

describe('the allow-list and the machine', () => {
  it('agree on the parameters of every action, and on what the services are given', async () => {
    const seen: InspectionEvent[] = [];
    const auth = createTestAuth();
    await auth.settled;
    const stop = auth.actor.system.inspect(
      createRedactedInspector((event) => {
        seen.push(event);
      }),
    );
    await auth.logout();
    stop.unsubscribe();
    auth.dispose();
    const inputs = seen.flatMap((event) =>
      event.type === '@xstate.event' && event.event.type === 'xstate.init' ? [event.event] : [],
    );
    expect(JSON.stringify(inputs)).toContain('"acting":true');
    const { params } = policiesOf().byId('auth');
    for (const outcome of [{ device: 'cleared' }, { server: 'revoked' }, { app: 'cleaned' }])
      expect(redactFields(outcome, params)).toEqual(outcome);
  });

  it('show nothing of a user', () => {
    const { context, event, actor, params } = policiesOf().byId('auth');
    for (const sight of [context, event, actor, params])
      expect([...sight].filter((path) => path.includes('user'))).toEqual([]);
  });
});
