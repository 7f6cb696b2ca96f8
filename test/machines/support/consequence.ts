import { isDeepStrictEqual } from 'node:util';
import { type AnyMachineSnapshot, type AnyStateMachine, transition } from 'xstate';

/** A state value on one line. */
export function inWords(value: unknown): string {
  if (typeof value === 'string') return value;
  return Object.entries(value as object)
    .map(([key, child]) => `${key}(${inWords(child)})`)
    .join(' ');
}

const short = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  if ('generation' in value) return `‹${String(value.generation)}›`;
  return `{ ${Object.entries(value)
    .map(([key, each]) => `${key}: ${short(each)}`)
    .join(', ')} }`;
};

/** What an event does in a state, on one line: where to, what changes, what is emitted. */
export function consequence(
  machine: AnyStateMachine,
  before: AnyMachineSnapshot,
  event: { type: string },
): string | null {
  const [after, executed] = transition(machine, before, event);
  const actions: readonly { type: string; params?: unknown }[] = executed;
  const [from, to] = [inWords(before.value), inWords(after.value)];
  const [old, current] = [before.context, after.context] as Record<string, unknown>[];
  const changes = Object.keys(current ?? {})
    .filter((key) => !isDeepStrictEqual(old?.[key], current?.[key]))
    .map((key) => `${key}=${short(current?.[key])}`);
  const emitted = actions
    .filter(({ type }) => type === 'xstate.emit')
    .map(({ params }) => {
      const { type, ...rest } = (params as { event: { type: string } }).event;
      return `emits ${type}${Object.keys(rest).length > 0 ? ` ${short(rest)}` : ''}`;
    });
  const spawned = actions
    .filter(({ type }) => type === 'xstate.spawnChild')
    .map(({ params }) => `invokes ${(params as { id: string }).id}`);
  const what = [...(from === to ? [] : [`→ ${to}`]), ...changes, ...emitted, ...spawned];
  return what.length > 0 ? what.join(' | ') : null;
}
