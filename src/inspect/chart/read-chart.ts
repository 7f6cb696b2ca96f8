import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import type { Chart, ChartState, ChartTransition } from './chart.js';
import { guardName, namedActions } from './names.js';
import { readTrigger } from './read-trigger.js';

/**
 * Reads the chart out of any XState v5 machine: plain data, without functions, context or inputs.
 *
 * @throws TypeError (`code: 'not_a_machine'`) when it is given something else.
 */
export function readChart(machine: AnyStateMachine): Chart {
  assertMachine(machine);
  const transitions: ChartTransition[] = [];
  const root = readState(machine.root, transitions);
  return { root, transitions };
}

/** Whether a value is an XState v5 machine, also one of another copy of XState. */
export function isMachine(value: unknown): value is AnyStateMachine {
  return (
    typeof value === 'object' &&
    value !== null &&
    'root' in value &&
    'implementations' in value &&
    'getInitialSnapshot' in value
  );
}

function assertMachine(value: unknown): void {
  if (isMachine(value)) return;
  throw Object.assign(
    new TypeError(
      'readChart: "machine" is not an XState v5 machine. Pass what setup().createMachine() returned.',
    ),
    { code: 'not_a_machine' },
  );
}

function readState(node: AnyStateNode, transitions: ChartTransition[]): ChartState {
  for (const branches of [...node.transitions.values(), node.always ?? []])
    branches.forEach((branch: AnyTransitionDefinition, index: number) => {
      transitions.push({
        id: `${node.id}:${branch.eventType}:${index}`,
        source: node.id,
        targets: (branch.target ?? []).map(({ id }) => id),
        trigger: readTrigger(node, branch),
        guard: guardName(branch.guard) ?? (index > 0 ? 'else' : null),
        description: textOf(branch),
        actions: namedActions(branch.actions),
        reenter: branch.reenter,
      });
    });
  const states = Object.values(node.states)
    .toSorted((a, b) => a.order - b.order)
    .map((child) => readState(child, transitions));
  return {
    id: node.id,
    key: node.key,
    type: node.type,
    description: node.description ?? null,
    initial: node.type === 'compound' ? (node.initial.target?.[0]?.id ?? null) : null,
    invokes: node.invoke.map((invoke) => invoke.id),
    tags: [...node.tags],
    states,
  };
}

function textOf(branch: object): string | null {
  return 'description' in branch && typeof branch.description === 'string'
    ? branch.description
    : null;
}
