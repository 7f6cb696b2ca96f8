import type { AnyMachineSnapshot, AnyStateNode, EventObject } from 'xstate';
import { activeNodes } from '../../inspect/xstate.js';

/** Something that a user or the world does to a machine of your own. */
export interface MachineFact {
  /** How it reads in the name of a path. Default: its id. */
  readonly label?: string;
  /** The event that it is to the machine, or what makes it of the moment. */
  readonly event: EventObject | ((snapshot: AnyMachineSnapshot) => EventObject);
  /** When it can happen, besides when the machine takes the event. Default: always. */
  readonly applies?: (snapshot: AnyMachineSnapshot) => boolean;
}

/** Facts of a machine of your own, by id. */
export type MachineFacts = Readonly<Record<string, MachineFact>>;

/**
 * An invoked or spawned actor ends well.
 *
 * @param actor - Its id, as the machine names it.
 * @param output - What it ends with.
 *
 * @example
 * ```ts
 * const facts = {
 *   cardIsCharged: actorEnds('charge', { receipt: 'R-1' }),
 *   cardIsRefused: actorFails('charge', new Error('refused')),
 *   patienceEnds: delayEnds('patience'),
 * }
 * ```
 */
export function actorEnds(actor: string, output?: unknown, label?: string): MachineFact {
  const event = { type: `xstate.done.actor.${actor}`, output, actorId: actor };
  return { label: label ?? `${actor} ends`, event, applies: isRunning(actor) };
}

/** An invoked or spawned actor ends badly: see {@link actorEnds}. */
export function actorFails(
  actor: string,
  error: unknown = new Error('failed'),
  label?: string,
): MachineFact {
  const event = { type: `xstate.error.actor.${actor}`, error, actorId: actor };
  return { label: label ?? `${actor} fails`, event, applies: isRunning(actor) };
}

/** A delay of `after` is over, by its name or its ms. */
export function delayEnds(delay: string | number, label?: string): MachineFact {
  const prefix = `xstate.after.${delay}.`;
  const typeIn = (snapshot: AnyMachineSnapshot) =>
    delayedEventsOf(snapshot).find((type) => type.startsWith(prefix));
  return {
    label: label ?? `${delay} is over`,
    event: (snapshot) => ({ type: typeIn(snapshot) ?? `${prefix}nowhere` }),
    applies: (snapshot) => typeIn(snapshot) !== undefined,
  };
}

/** The facts that a machine has by itself, but for events that are described already. */
export function factsOfMachine(root: AnyStateNode, described: ReadonlySet<string>): MachineFacts {
  const types = nodesBelow(root).flatMap((node) => [...node.transitions.keys()]);
  const facts = [...new Set(types)]
    .filter((type) => !described.has(type) && !type.includes('*'))
    .filter((type) => !/^xstate\.(done\.state|snapshot|stop|init|route)/.test(type) && type !== '')
    .map(toFact);
  return Object.fromEntries(facts);
}

const nodesBelow = (node: AnyStateNode): AnyStateNode[] => [
  node,
  ...Object.values(node.states).flatMap(nodesBelow),
];

function toFact(type: string): [string, MachineFact] {
  const [, how, actor = ''] = /^xstate\.(done|error)\.actor\.(.+)$/.exec(type) ?? [];
  if (how) return [`${actor} ${how}`, how === 'done' ? actorEnds(actor) : actorFails(actor)];
  if (!type.startsWith('xstate.after.')) return [type, { event: { type } }];
  // Its id ends in the state's, which may hold dots itself.
  const isOpen = (snapshot: AnyMachineSnapshot) => delayedEventsOf(snapshot).includes(type);
  const [, delay = type] = /^xstate\.after\.([^.]+)/.exec(type) ?? [];
  return [type, { label: `${delay} is over`, event: { type }, applies: isOpen }];
}

const isRunning = (actor: string) => (snapshot: AnyMachineSnapshot) => actor in snapshot.children;

const delayedEventsOf = (snapshot: AnyMachineSnapshot): string[] =>
  activeNodes(snapshot).flatMap((node) => node.after.map(({ eventType }) => eventType));
