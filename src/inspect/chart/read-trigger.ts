import type { AnyStateNode, AnyTransitionDefinition } from 'xstate';
import type { ChartInvoke, ChartTrigger } from './chart.js';
import { readInvokes } from './read-invokes.js';

const DONE_ACTOR = 'xstate.done.actor.';
const ERROR_ACTOR = 'xstate.error.actor.';
const DONE_STATE = 'xstate.done.state.';
const AFTER = 'xstate.after.';
const SNAPSHOT = 'xstate.snapshot.';

/** Tells what makes a transition happen, from its event type. */
export function readTrigger(node: AnyStateNode, branch: AnyTransitionDefinition): ChartTrigger {
  const event = branch.eventType;
  if (event === '') return { kind: 'always', event };
  if (event.startsWith(AFTER) && event.endsWith(`.${node.id}`)) {
    const delay = event.slice(AFTER.length, -node.id.length - 1);
    return { kind: 'after', event, delay, ms: msOf(node, delay) };
  }
  return readEventTrigger(event, namesOf(readInvokes(node)));
}

/** {@link readTrigger} for an event that was seen: the state it was meant for is not at hand. */
export function readEventTrigger(
  event: string,
  names: ReadonlyMap<string, string> = new Map(),
): ChartTrigger {
  const invokeIn = (prefix: string): string => {
    const id = event.slice(prefix.length);
    return names.get(id) ?? id;
  };
  if (event.startsWith(DONE_ACTOR)) return { kind: 'done', event, invoke: invokeIn(DONE_ACTOR) };
  if (event.startsWith(ERROR_ACTOR)) return { kind: 'error', event, invoke: invokeIn(ERROR_ACTOR) };
  if (event.startsWith(DONE_STATE)) return { kind: 'stateDone', event };
  if (event.startsWith(SNAPSHOT)) return { kind: 'snapshot', event, invoke: invokeIn(SNAPSHOT) };
  if (event.startsWith(AFTER)) {
    const rest = event.slice(AFTER.length);
    return { kind: 'after', event, delay: rest.slice(0, rest.indexOf('.')), ms: null };
  }
  return { kind: 'event', event };
}

/** The names of invokes, by their ids. */
export function namesOf(invokes: readonly ChartInvoke[]): ReadonlyMap<string, string> {
  return new Map(invokes.map(({ id, name }) => [id, name]));
}

function msOf(node: AnyStateNode, delay: string): number | null {
  if (/^\d+$/.test(delay)) return Number(delay);
  const declared: unknown = node.machine.implementations.delays[delay];
  return typeof declared === 'number' ? declared : null;
}

/** A bound in words: `5 s`, `250 ms`, `2 min`. */
export function formatMs(ms: number): string {
  if (ms >= 60_000 && ms % 60_000 === 0) return `${ms / 60_000} min`;
  return ms >= 1_000 && ms % 100 === 0 ? `${ms / 1_000} s` : `${ms} ms`;
}

/** What makes a transition happen, in a few words. */
export function triggerLabel(trigger: ChartTrigger): string {
  switch (trigger.kind) {
    case 'event':
      return trigger.event === '*' ? 'any event' : trigger.event;
    case 'done':
      return `${trigger.invoke} done`;
    case 'error':
      return `${trigger.invoke} failed`;
    case 'after':
      return /^\d+$/.test(trigger.delay)
        ? `after ${formatMs(Number(trigger.delay))}`
        : `after ${trigger.delay}${trigger.ms === null ? '' : ` (${formatMs(trigger.ms)})`}`;
    case 'stateDone':
      return 'all done';
    case 'snapshot':
      return `${trigger.invoke} changed`;
    case 'default':
      return 'at first';
    case 'always':
      return 'always';
  }
}
