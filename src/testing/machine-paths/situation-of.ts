import type { AnyMachineSnapshot } from 'xstate';

/** What tells two situations of a machine apart: states, history, running actors and context. */
export function situationOf(snapshot: AnyMachineSnapshot): string {
  const { value, context, children, historyValue, status } = snapshot;
  const history = Object.entries(historyValue).map(([id, nodes]) => [
    id,
    nodes.map((node) => node.id),
  ]);
  return JSON.stringify([value, status, Object.keys(children).toSorted(), history, context], plain);
}

/** Actors and functions are told apart by nothing. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'function' || typeof value === 'bigint') return String(value);
  if (value instanceof Map || value instanceof Set) return [...value];
  if (value instanceof Error) return value.message;
  if (typeof value === 'object' && value !== null && 'sessionId' in value && 'send' in value)
    return 'actor';
  return value;
}
