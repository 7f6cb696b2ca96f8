import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { isMachine } from '../xstate.js';
import type { Chart, ChartState, ChartTransition } from './chart.js';
import { actionNames, guardName, namedActions } from './names.js';
import { readInvokes } from './read-invokes.js';
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

/** @throws TypeError (`code: 'not_a_machine'`). */
export function assertMachine(value: unknown): void {
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
  const remembered = historyDefault(node);
  if (remembered) transitions.push(remembered);
  const states = Object.values(node.states)
    .toSorted((a, b) => a.order - b.order)
    .map((child) => readState(child, transitions));
  return {
    id: node.id,
    key: node.key,
    path: node.path.length === 0 ? node.key : node.path.join('.'),
    type: node.type,
    description: node.description ?? null,
    initial: node.type === 'compound' ? (node.initial.target?.[0]?.id ?? null) : null,
    history: node.type === 'history' ? node.history || 'shallow' : null,
    invokes: readInvokes(node),
    entry: actionNames(node.config.entry),
    exit: actionNames(node.config.exit),
    tags: [...node.tags],
    states,
  };
}

function historyDefault(node: AnyStateNode): ChartTransition | null {
  if (node.type !== 'history') return null;
  const target =
    typeof node.config.target === 'string' ? find(node, node.config.target) : undefined;
  return {
    id: `${node.id}:default`,
    source: node.id,
    targets: target ? [target.id] : [],
    trigger: { kind: 'default', event: '' },
    guard: null,
    description: null,
    actions: [],
    reenter: false,
  };
}

/** The state that a history state names: from its parent on, or by an id. */
function find({ parent, machine }: AnyStateNode, target: string): AnyStateNode | undefined {
  if (target.startsWith('#')) return machine.getStateNodeById(target);
  const keys = target.split('.').filter(Boolean);
  return keys.reduce<AnyStateNode | undefined>((node, key) => node?.states[key], parent);
}

function textOf(branch: object): string | null {
  return 'description' in branch && typeof branch.description === 'string'
    ? branch.description
    : null;
}
