import { createBrowserReceiver } from '@statelyai/inspect';
import { createMachine } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import { toDirectedGraph } from 'xstate/graph';

type Node = ReturnType<typeof toDirectedGraph>;

/** What a visual inspector would have: every message, and the charts read from them. */
const received: unknown[] = [];
const charts: Record<string, string[]> = {};

createBrowserReceiver().subscribe((event) => {
  received.push(event);
  if (event.type !== '@xstate.actor' || !event.definition?.includes('"states"')) return;
  const machine = createMachine(JSON.parse(event.definition)) as unknown as AnyStateMachine;
  const ids = (node: Node): string[] => [
    node.id,
    ...node.edges.map((edge) => `${edge.source.id} → ${edge.target.id}: ${edge.label.text}`),
    ...node.children.flatMap(ids),
  ];
  charts[machine.id] = ids(toDirectedGraph(machine)).toSorted();
});
Object.assign(globalThis, { received, charts });
