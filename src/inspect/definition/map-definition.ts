import { guardName } from '../chart/names.js';

/** Plain data: a piece of a machine's config. */
export type Config = Readonly<Record<string, unknown>>;

/** What becomes of the parts of a config that are not structure. */
export interface DefinitionParts {
  /** The name of a state, an event, a guard, an action, a source, a delay, a tag. */
  readonly name: (name: unknown) => string;
  /** Context, meta, parameters, inputs, outputs; undefined leaves them out. */
  readonly data: (value: unknown) => unknown;
  /** The name of a source that is written where it is used: its invoke's id, where it has one. */
  readonly inlineSource: (invoke: Config) => string;
}

/**
 * The structure of a machine's config, whole: states, transitions, guards, actions, invokes and delays by
 * name, descriptions; no function.
 */
export function mapDefinition(config: unknown, parts: DefinitionParts): Config {
  return isConfig(config) ? stateOf(config, parts) : {};
}

function stateOf(config: Config, parts: DefinitionParts): Config {
  const { name, data } = parts;
  const transitions = (value: unknown): unknown => transitionsOf(value, parts);
  const actions = (value: unknown): unknown => actionsOf(value, parts);
  return pick(config, {
    id: name,
    initial: (value) => initialOf(value, parts),
    type: name,
    history: (value) => (typeof value === 'boolean' ? value : name(value)),
    target: name,
    description: textOf,
    tags: (value) => listOf(value).map(name),
    context: data,
    meta: data,
    output: data,
    entry: actions,
    exit: actions,
    on: (value) => mapOf(value, transitions, parts),
    after: (value) => mapOf(value, transitions, parts),
    always: transitions,
    onDone: transitions,
    invoke: (value) => listOf(value).map((invoke) => invokeOf(invoke, parts)),
    states: (value) => mapOf(value, (state) => mapDefinition(state, parts), parts),
  });
}

function invokeOf(value: unknown, parts: DefinitionParts): Config {
  const invoke = isConfig(value) ? value : {};
  const transitions = (each: unknown): unknown => transitionsOf(each, parts);
  return pick(invoke, {
    id: parts.name,
    systemId: parts.name,
    src: (src) => (typeof src === 'string' ? parts.name(src) : parts.inlineSource(invoke)),
    input: parts.data,
    onDone: transitions,
    onError: transitions,
    onSnapshot: transitions,
  });
}

function transitionsOf(value: unknown, parts: DefinitionParts): unknown {
  const transitions = listOf(value).map((transition) =>
    isConfig(transition)
      ? pick(transition, {
          target: (target) => (target === undefined ? [] : listOf(target).map(parts.name)),
          guard: (guard) => namedOf(guardName(guard) ?? 'condition', guard, parts),
          actions: (actions) => actionsOf(actions, parts),
          reenter: Boolean,
          description: textOf,
          meta: parts.data,
        })
      : { target: [parts.name(transition)] },
  );
  return transitions.length === 1 ? transitions[0] : transitions;
}

function actionsOf(value: unknown, parts: DefinitionParts): unknown {
  return listOf(value).map((action) => {
    if (typeof action === 'string') return { type: parts.name(action) };
    const named = typeof action === 'object' || typeof action === 'function' ? action : null;
    return namedOf(named && 'type' in named ? named.type : 'inline', action, parts);
  });
}

function namedOf(type: unknown, value: unknown, { name, data }: DefinitionParts): Config {
  const params = isConfig(value) ? data(value['params']) : undefined;
  return { type: name(type), ...(params !== undefined && { params }) };
}

function initialOf(value: unknown, parts: DefinitionParts): unknown {
  if (!isConfig(value)) return parts.name(value);
  return pick(value, {
    target: parts.name,
    actions: (actions) => actionsOf(actions, parts),
  });
}

/** Descriptions are part of the source, written for readers: they pass. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '‹string›';
}

function mapOf(
  value: unknown,
  convert: (each: unknown) => unknown,
  { name }: DefinitionParts,
): Config {
  return isConfig(value)
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [name(key), convert(each)]))
    : {};
}

function pick(
  config: Config,
  fields: Readonly<Record<string, (value: unknown) => unknown>>,
): Config {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([field]) => config[field] !== undefined)
      .map(([field, convert]) => [field, convert(config[field])])
      .filter(([, converted]) => converted !== undefined),
  );
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [{}];
  return Array.isArray(value) ? value : [value];
}

function isConfig(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
