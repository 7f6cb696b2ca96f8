import { guardName } from '../chart/names.js';
import { redactName } from './redact-value.js';

type Config = Readonly<Record<string, unknown>>;

/**
 * The structure of a machine's config, whole: states, transitions, guards, actions, invokes and
 * delays by name, descriptions. Context, inputs, parameters, outputs, meta and functions are left out.
 */
export function redactDefinition(config: unknown): Config {
  return isConfig(config) ? stateOf(config) : {};
}

function stateOf(config: Config): Config {
  return pick(config, {
    id: redactName,
    initial: initialOf,
    type: redactName,
    history: (value) => (typeof value === 'boolean' ? value : redactName(value)),
    description: textOf,
    tags: (value) => listOf(value).map(redactName),
    entry: actionsOf,
    exit: actionsOf,
    on: (value) => mapOf(value, transitionsOf),
    after: (value) => mapOf(value, transitionsOf),
    always: transitionsOf,
    onDone: transitionsOf,
    invoke: (value) => listOf(value).map(invokeOf),
    states: (value) => mapOf(value, redactDefinition),
  });
}

function invokeOf(invoke: unknown): Config {
  return pick(isConfig(invoke) ? invoke : {}, {
    id: redactName,
    src: (value) => (typeof value === 'string' ? redactName(value) : 'inline'),
    onDone: transitionsOf,
    onError: transitionsOf,
    onSnapshot: transitionsOf,
  });
}

function transitionsOf(value: unknown): unknown {
  const transitions = listOf(value).map((transition) =>
    isConfig(transition)
      ? pick(transition, {
          target: (target) => (target === undefined ? [] : listOf(target).map(redactName)),
          guard: (guard) => ({ type: guardName(guard) ?? 'condition' }),
          actions: actionsOf,
          reenter: Boolean,
          description: textOf,
        })
      : { target: redactName(transition) },
  );
  return transitions.length === 1 ? transitions[0] : transitions;
}

function actionsOf(value: unknown): unknown {
  return listOf(value).map((action) => {
    if (typeof action === 'string') return { type: redactName(action) };
    const named = typeof action === 'object' || typeof action === 'function' ? action : null;
    const type: unknown = named && 'type' in named ? named.type : 'inline';
    return { type: redactName(type) };
  });
}

function initialOf(value: unknown): unknown {
  return isConfig(value) ? pick(value, { target: redactName }) : redactName(value);
}

/** Descriptions are part of the source, written for readers: they pass. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '‹string›';
}

function mapOf(value: unknown, convert: (each: unknown) => unknown): Config {
  return isConfig(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, each]) => [redactName(name), convert(each)]),
      )
    : {};
}

function pick(
  config: Config,
  fields: Readonly<Record<string, (value: unknown) => unknown>>,
): Config {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => config[name] !== undefined)
      .map(([name, convert]) => [name, convert(config[name])]),
  );
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [{}];
  return Array.isArray(value) ? value : [value];
}

function isConfig(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
