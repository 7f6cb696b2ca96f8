import type { ELK, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { Arrow } from '../chart/arrows.js';
import { arrowsOf, transitionLabel } from '../chart/arrows.js';
import type { Chart, ChartState, ChartTransition } from '../chart/chart.js';
import type { BoxText } from './box-text.js';
import { boxText } from './box-text.js';
import type { Box, Layout, Point, Route } from './layout.js';
import { createFlow } from './flow.js';
import { loadElk } from './load-elk.js';
import { TEXT, textWidth } from './text-size.js';

/** Where a chart grows to. */
export type Direction = 'DOWN' | 'RIGHT';

const DOT = 'initial:';
const DOT_SIZE = 10;
const LABEL_PADDING = 5;

/** How a chart is laid out. */
export interface LayoutOptions {
  /** Default `DOWN`. */
  readonly direction?: Direction;
  /** Whether states show their descriptions. Default true. */
  readonly descriptions?: boolean;
  /** What is written behind a transition's name. */
  readonly suffix?: (transition: ChartTransition) => string;
  /** Who lays it out. Default: elkjs, loaded into this thread. */
  readonly elk?: ELK;
}

/** Lays a chart out with elkjs. Deterministic: the same chart gives the same picture. */
export async function layoutChart(
  chart: Chart,
  { direction = 'DOWN', descriptions = true, suffix = () => '', elk }: LayoutOptions = {},
): Promise<Layout> {
  const texts = new Map<string, BoxText>();
  const root = nodeOf(chart.root, (state) => boxText(chart, state, descriptions, suffix), texts);
  const arrows = new Map(arrowsOf(chart).map((arrow) => [arrow.id, arrow]));
  const size = sizeOf(texts.size, arrows.size);
  const runsBack = size === 'small' ? createFlow(chart.root) : () => false;
  const drawn = await (elk ?? (await loadElk())).layout<ElkNode>({
    id: 'picture',
    layoutOptions: { ...options(direction), ...placing[size] },
    children: [size === 'small' ? root : withOptions(root, placing[size])],
    edges: [
      ...[...arrows.values()].map((arrow) =>
        edgeOf(arrow, runsBack, size === 'dense' ? null : suffix),
      ),
      ...initialEdges(chart.root),
    ],
  });
  return {
    width: Math.ceil(drawn.width ?? 0),
    height: Math.ceil(drawn.height ?? 0),
    ...shapesOf(chart.root, drawn.children ?? [], texts),
    routes: (drawn.edges ?? []).map((edge) => routeOf(edge, arrows.get(edge.id) ?? null)),
  };
}

/**
 * A chart of many states is laid out by faster strategies, and may grow to the side; one of very many
 * arrows without room for their names, which then show with the arrow that is taken.
 */
type Size = 'small' | 'large' | 'dense';

function sizeOf(states: number, arrows: number): Size {
  if (arrows > 140) return 'dense';
  return states > 40 ? 'large' : 'small';
}

const fast = {
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.favorStraightEdges': 'false',
  'elk.layered.thoroughness': '2',
};

const placing: Readonly<Record<Size, Readonly<Record<string, string>>>> = {
  small: {},
  large: fast,
  dense: fast,
};

function withOptions(node: ElkNode, more: Readonly<Record<string, string>>): ElkNode {
  if (!node.children) return node;
  return {
    ...node,
    layoutOptions: { ...node.layoutOptions, ...more },
    children: node.children.map((child) => withOptions(child, more)),
  };
}

function options(direction: Direction): Record<string, string> {
  return {
    'elk.algorithm': 'layered',
    'elk.direction': direction,
    'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
    'elk.json.shapeCoords': 'ROOT',
    'elk.json.edgeCoords': 'ROOT',
    'elk.padding': '[top=8,left=8,bottom=8,right=8]',
    ...spacing,
  };
}

/** ELK does not inherit these: every state with states inside gets its own. */
const spacing: Readonly<Record<string, string>> = {
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': '26',
  'elk.spacing.edgeNode': '18',
  'elk.spacing.edgeEdge': '12',
  'elk.layered.spacing.nodeNodeBetweenLayers': '30',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
};

function nodeOf(
  state: ChartState,
  textOf: (state: ChartState) => BoxText,
  texts: Map<string, BoxText>,
): ElkNode {
  const text = textOf(state);
  texts.set(state.id, text);
  if (state.states.length === 0) return { id: state.id, width: text.width, height: text.height };
  const dot = { id: `${DOT}${state.id}`, width: DOT_SIZE, height: DOT_SIZE };
  return {
    id: state.id,
    layoutOptions: {
      ...spacing,
      'elk.padding': `[top=${text.height + 14},left=16,bottom=16,right=16]`,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': `(${text.width},${text.height})`,
    },
    children: [
      ...(state.initial === null ? [] : [dot]),
      ...state.states.map((child) => nodeOf(child, textOf, texts)),
    ],
  };
}

function edgeOf(
  { id, source, target, transitions }: Arrow,
  runsBack: (s: string, t: string) => boolean,
  suffix: ((transition: ChartTransition) => string) | null,
): ElkExtendedEdge {
  const back = runsBack(source, target);
  const lines = transitions.map((each) => `${transitionLabel(each)}${suffix?.(each) ?? ''}`);
  return {
    id,
    sources: [back ? target : source],
    targets: [back ? source : target],
    labels:
      suffix === null
        ? []
        : [
            {
              text: lines.join('\n'),
              width: Math.max(...lines.map((line) => textWidth(line, 'label'))) + 2 * LABEL_PADDING,
              height: lines.length * TEXT.label.line + 4,
              layoutOptions: {
                'elk.edgeLabels.inline': 'true',
                'elk.edgeLabels.placement': 'CENTER',
              },
            },
          ],
  };
}

function initialEdges(state: ChartState): ElkExtendedEdge[] {
  const nested = state.states.flatMap(initialEdges);
  if (state.initial === null) return nested;
  const dot = `${DOT}${state.id}`;
  return [{ id: dot, sources: [dot], targets: [state.initial] }, ...nested];
}

function shapesOf(
  root: ChartState,
  nodes: readonly ElkNode[],
  texts: ReadonlyMap<string, BoxText>,
): { boxes: readonly Box[]; dots: readonly Point[] } {
  const placed = new Map<string, ElkNode>();
  const place = (node: ElkNode): void => {
    placed.set(node.id, node);
    node.children?.forEach(place);
  };
  nodes.forEach(place);

  const boxes: Box[] = [];
  const draw = (state: ChartState, depth: number, isRegion: boolean): void => {
    const text = texts.get(state.id);
    boxes.push({
      state,
      depth,
      isRegion,
      lines: text?.lines ?? [],
      headerHeight: state.states.length === 0 ? null : (text?.height ?? 0),
      ...rectangleOf(placed.get(state.id)),
    });
    for (const child of state.states) draw(child, depth + 1, state.type === 'parallel');
  };
  draw(root, 0, false);
  const dots = [...placed.values()]
    .filter(({ id }) => id.startsWith(DOT))
    .map(({ x = 0, y = 0 }) => ({ x: x + DOT_SIZE / 2, y: y + DOT_SIZE / 2 }));
  return { boxes, dots };
}

function routeOf(edge: ElkExtendedEdge, arrow: Arrow | null): Route {
  const [section] = edge.sections ?? [];
  const [label] = edge.labels ?? [];
  const points = section
    ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint]
    : [];
  const source = arrow?.source ?? edge.sources[0] ?? '';
  return {
    id: edge.id,
    arrow,
    source,
    target: arrow?.target ?? edge.targets[0] ?? '',
    points: edge.sources[0] === source ? points : points.toReversed(),
    label: label ? { ...rectangleOf(label), lines: (label.text ?? '').split('\n') } : null,
  };
}

function rectangleOf(
  shape: {
    x?: number;
    y?: number;
    width?: number;
    height?: number;
  } = {},
): { x: number; y: number; width: number; height: number } {
  const { x = 0, y = 0, width = 0, height = 0 } = shape;
  return { x, y, width, height };
}
