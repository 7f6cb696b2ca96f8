import type { AnyStateMachine } from 'xstate';
import { createMachine } from 'xstate';
import { descriptions } from './descriptions.js';

interface StateConfig {
  description?: string;
  states?: Record<string, StateConfig>;
}

const originals = new WeakMap<object, unknown>();

/**
 * The states that a config's were made of: those of a described machine and those of the one that the
 * engine runs are the same.
 */
export function originalStates(config: unknown): unknown {
  const states = (config as { states?: object } | undefined)?.states;
  return (states && originals.get(states)) ?? states ?? config;
}

/**
 * The same machine with a description on every state that the shipped chart has. The engine runs
 * without them, so that an app does not download prose; whoever draws a chart adds them back.
 */
export function describeMachine<M extends AnyStateMachine>(machine: M): M {
  const describe = (config: StateConfig, id: string): StateConfig => ({
    ...config,
    ...(descriptions[id] !== undefined && { description: descriptions[id] }),
    ...(config.states && {
      states: Object.fromEntries(
        Object.entries(config.states).map(([key, child]) => [key, describe(child, `${id}.${key}`)]),
      ),
    }),
  });
  const config = describe(machine.config as StateConfig, machine.id);
  if (config.states) originals.set(config.states, originalStates(machine.config));
  return createMachine(config as typeof machine.config, machine.implementations) as M;
}
