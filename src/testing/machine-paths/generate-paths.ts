import type { AnyMachineSnapshot, AnyStateMachine, EventObject } from 'xstate';
import { initialTransition, transition } from 'xstate';
import type { MachineFacts } from './machine-fact.js';
import { factsOfMachine } from './machine-fact.js';
import type { MachinePath, MachineStep } from './machine-path.js';
import { statesOf } from './machine-path.js';
import { situationOf } from './situation-of.js';

/** What {@link generatePaths} takes. */
export interface MachinePathsOptions {
  /**
   * Facts of your own: events with a payload, and what makes an actor end well or badly. What the machine
   * has besides is used as it is, unless `automatic` is false.
   */
  readonly facts?: MachineFacts;
  /** Whether the machine's events, actors and delays are facts unasked, without payload. Default true. */
  readonly automatic?: boolean;
  /** What the machine starts with. */
  readonly input?: unknown;
  /** The most steps of a path, besides the start. Default 8. */
  readonly depth?: number;
  /** What tells two situations apart. Default: states, history, running actors and context. */
  readonly keyOf?: (snapshot: AnyMachineSnapshot) => string;
  /** The most situations that are looked at; more are an error. Default 5000. */
  readonly limit?: number;
  /** Keeps the paths it returns true for. */
  readonly filter?: (path: MachinePath) => boolean;
}

const names = ['facts', 'automatic', 'input', 'depth', 'keyOf', 'limit', 'filter'];

/**
 * Short paths that together do everything that can happen in a machine of yours, in every situation: any
 * XState v5 machine, with invokes, delays, parallel states, history and spawned actors. No service runs;
 * how an actor ends is a fact like any other.
 *
 * @throws TypeError when an option is unknown or wrong; the message names it.
 * @throws RangeError when there are more situations than `limit`: name what matters in `keyOf`.
 *
 * @example
 * ```ts
 * const paths = generatePaths(checkoutMachine, {
 *   facts: { cardIsRefused: actorFails('charge', new Error('refused')) },
 * })
 * ```
 */
export function generatePaths(
  machine: AnyStateMachine,
  options: MachinePathsOptions = {},
): MachinePath[] {
  const checked = checkedOptions(machine, options);
  const stories = explore(machine, checked);
  const inner = new Set(stories.map((steps) => idOf(steps.slice(0, -1))));
  return stories
    .filter((steps) => !inner.has(idOf(steps)))
    .map(pathOf)
    .filter(checked.filter);
}

type Checked = ReturnType<typeof checkedOptions>;

const idOf = (steps: readonly MachineStep[]) => steps.map(({ fact }) => fact).join('\n');

/** Every fact in every situation, each after the shortest story that leads there. */
function explore(machine: AnyStateMachine, checked: Checked): MachineStep[][] {
  const { facts, depth, limit, keyOf, input } = checked;
  const [initial] = initialTransition(machine, input) as [AnyMachineSnapshot, unknown];
  const start = stepOf('start', 'start', { type: 'xstate.init' }, initial);
  const seen = new Set([keyOf(initial)]);
  const open: MachineStep[][] = [[start]];
  const stories: MachineStep[][] = [[start]];
  for (const story of open) {
    const before = story.at(-1)?.snapshot;
    if (!before || before.status !== 'active' || story.length > depth) continue;
    for (const [id, fact] of Object.entries(facts)) {
      if (fact.applies && !fact.applies(before)) continue;
      const event = typeof fact.event === 'function' ? fact.event(before) : fact.event;
      if (!before.can(event)) continue;
      const after = take(machine, before, event, id, story);
      const longer = [...story, stepOf(id, fact.label ?? id, event, after)];
      stories.push(longer);
      const key = keyOf(after);
      if (seen.has(key)) continue;
      seen.add(key);
      if (seen.size > limit)
        throw new RangeError(
          `generatePaths: there are more than ${limit} situations. Name what matters in "keyOf", ask for less "depth", or raise the "limit".`,
        );
      open.push(longer);
    }
  }
  return stories;
}

function take(
  machine: AnyStateMachine,
  before: AnyMachineSnapshot,
  event: EventObject,
  id: string,
  story: readonly MachineStep[],
): AnyMachineSnapshot {
  try {
    return transition(machine, before, event)[0] as AnyMachineSnapshot;
  } catch (cause) {
    const where = story.map(({ label }) => label).join(' → ');
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(
      `generatePaths: the machine throws when "${id}" happens after "${where}": ${why}. If it needs a payload, describe it in "facts".`,
      { cause },
    );
  }
}

function pathOf(steps: readonly MachineStep[]): MachinePath {
  const all = steps.at(-1)?.states ?? [];
  const ends = all.filter((id) => !all.some((other) => other.startsWith(`${id}.`)));
  const labels = steps.slice(1).map(({ label }) => label);
  return { name: [...labels, ends.join(', ') || 'start'].join(' → '), steps };
}

const stepOf = (
  fact: string,
  label: string,
  event: EventObject,
  snapshot: AnyMachineSnapshot,
): MachineStep => ({
  ...{ fact, label, event, snapshot },
  value: snapshot.value,
  states: statesOf(snapshot),
});

function checkedOptions(machine: AnyStateMachine, options: MachinePathsOptions) {
  const { automatic = true, depth = 8, limit = 5_000, keyOf = situationOf } = options;
  const { filter = () => true, facts = {}, input } = options;
  if (typeof machine?.getInitialSnapshot !== 'function')
    throw new TypeError('generatePaths: pass an XState v5 machine.');
  const odd = Object.keys(options).find((name) => !names.includes(name));
  if (odd)
    throw new TypeError(`generatePaths: "${odd}" is not an option. Use ${names.join(', ')}.`);
  for (const [name, value] of Object.entries({ depth, limit }))
    if (!Number.isInteger(value) || value < 1)
      throw new TypeError(`generatePaths: "${name}" must be a whole number, at least 1.`);
  const own = new Set(
    Object.values(facts).map(({ event }) => (typeof event === 'function' ? '' : event.type)),
  );
  const rest = automatic ? factsOfMachine(machine.root, own) : {};
  return { facts: { ...rest, ...facts }, depth, limit, keyOf, filter, input };
}
