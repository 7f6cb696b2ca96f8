import type { AnyStateMachine, StateNode } from 'xstate';

/** Every state of a machine, its root included. */
export function stateNodes(machine: AnyStateMachine): StateNode[] {
  const below = (node: StateNode): StateNode[] => [
    node,
    ...Object.values(node.states).flatMap((child) => below(child)),
  ];
  return below(machine.root as StateNode);
}
