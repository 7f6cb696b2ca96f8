import type { AnyStateMachine } from 'xstate';
import { arrowsOf, insideLines, transitionLabel } from '../chart/arrows.js';
import type { Arrow } from '../chart/arrows.js';
import type { Chart, ChartState } from '../chart/chart.js';
import { statesOf } from '../chart/chart.js';
import { readChart } from '../chart/read-chart.js';
import { aBoolean, createChecker, oneOf } from '../../options/index.js';
import { escapeMermaid } from './escape.js';
import { mermaidIds } from './mermaid-ids.js';

/** How {@link toMermaid} draws. */
export interface MermaidOptions {
  /** Where the diagram grows to: `TB` is down, `LR` to the right. Default `TB`. */
  readonly direction?: 'TB' | 'LR';
  /** Whether states show their descriptions, invokes and what they do without leaving. Default true. */
  readonly details?: boolean;
  /** Whether states with states inside show the same, in notes beside the diagram. Default false. */
  readonly notes?: boolean;
}

/**
 * Writes any XState v5 machine as a Mermaid `stateDiagram-v2`: nested and parallel states, guards,
 * invokes, named delays, eventless transitions and final states.
 *
 * @throws TypeError (`code: 'not_a_machine'` or `'invalid_option'`).
 * @example
 * ```ts
 * import { toMermaid } from '@moon-key/react-auth/inspect'
 * import { authMachine } from '@moon-key/react-auth/machine'
 *
 * console.log(toMermaid(authMachine))
 * ```
 */
export function toMermaid(machine: AnyStateMachine, options: MermaidOptions = {}): string {
  createChecker('toMermaid').check(options, {
    direction: oneOf(['TB', 'LR']),
    details: aBoolean,
    notes: aBoolean,
  });
  const { direction = 'TB', details = true, notes = false } = options;
  const chart = readChart(machine);
  const ids = mermaidIds(statesOf(chart));
  const arrows = arrowsOf(chart);
  const writer: Writer = {
    chart,
    details,
    notes,
    idOf: (state) => ids.get(state) ?? state,
    local: (parent) => arrows.filter((arrow) => isLocal(parent, arrow)),
  };

  const everywhere = arrows.filter(
    (arrow) => !statesOf(chart).some((state) => isLocal(state, arrow)),
  );
  return [
    'stateDiagram-v2',
    `  direction ${direction}`,
    ...outermost(chart.root, writer),
    ...everywhere.map((arrow) => `  ${arrowLine(arrow, writer)}`),
    '',
  ].join('\n');
}

/** Mermaid takes regions inside of a state only: a machine whose root is parallel is drawn as one. */
function outermost(root: ChartState, writer: Writer): string[] {
  return root.type === 'parallel' ? stateLines(root, writer, 1) : body(root, writer, 1);
}

interface Writer {
  readonly chart: Chart;
  readonly details: boolean;
  readonly notes: boolean;
  readonly idOf: (state: string) => string;
  readonly local: (parent: ChartState) => readonly Arrow[];
}

/** Whether an arrow joins two children of one state. Mermaid wants all others outermost. */
function isLocal(parent: ChartState, { source, target }: Arrow): boolean {
  const has = (id: string): boolean => parent.states.some((child) => child.id === id);
  return parent.type !== 'parallel' && has(source) && has(target);
}

function body(parent: ChartState, writer: Writer, depth: number): string[] {
  const pad = '  '.repeat(depth);
  const regions = parent.states.map((child) => stateLines(child, writer, depth));
  const separated =
    parent.type === 'parallel'
      ? regions.flatMap((lines, index) => (index === 0 ? lines : [`${pad}--`, ...lines]))
      : regions.flat();
  return [
    ...(parent.initial === null ? [] : [`${pad}[*] --> ${writer.idOf(parent.initial)}`]),
    ...separated,
    ...writer.local(parent).map((arrow) => `${pad}${arrowLine(arrow, writer)}`),
    ...parent.states
      .filter(({ type }) => type === 'final')
      .map((child) => `${pad}${writer.idOf(child.id)} --> [*]`),
  ];
}

function stateLines(state: ChartState, writer: Writer, depth: number): string[] {
  const pad = '  '.repeat(depth);
  const id = writer.idOf(state.id);
  const title = `state "${escapeMermaid(titleOf(state))}" as ${id}`;
  if (state.states.length === 0) {
    const details = writer.details ? detailLines(state, writer.chart) : [];
    return [`${pad}${title}`, ...details.map((line) => `${pad}${id} : ${escapeMermaid(line)}`)];
  }
  const note = writer.notes
    ? detailLines(state, writer.chart).map(escapeMermaid).join('<br/>')
    : '';
  return [
    `${pad}${title} {`,
    ...body(state, writer, depth + 1),
    `${pad}}`,
    ...(note === '' ? [] : [`${pad}note right of ${id} : ${note}`]),
  ];
}

function titleOf({ key, history }: ChartState): string {
  if (history === null) return key;
  return `${history === 'deep' ? 'H*' : 'H'} ${key}`;
}

function detailLines(state: ChartState, chart: Chart): readonly string[] {
  return [
    ...(state.description === null ? [] : [state.description]),
    ...state.invokes.map((invoke) => `⚙ ${invoke.name}`),
    ...(state.entry.length > 0 ? [`entry / ${state.entry.join(', ')}`] : []),
    ...(state.exit.length > 0 ? [`exit / ${state.exit.join(', ')}`] : []),
    ...(state.tags.length > 0 ? [`tags: ${state.tags.join(', ')}`] : []),
    ...insideLines(chart, state.id),
  ];
}

function arrowLine({ source, target, transitions }: Arrow, { idOf }: Writer): string {
  const labels = transitions.map(transitionLabel).map(escapeMermaid).join('<br/>');
  return `${idOf(source)} --> ${idOf(target)} : ${labels}`;
}
