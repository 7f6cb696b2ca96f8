import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { Arrow } from '../chart/arrows.js';
import type { ChartState } from '../chart/chart.js';
import type { BoxText } from './box-text.js';
import { DOT, DOT_SIZE } from './elk-graph.js';
import type { Box, Point, Route } from './layout.js';

/** The boxes and dots of what elkjs has laid out. */
export function shapesOf(
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

/** An arrow that elkjs has laid out; null for one from a dot. */
export function routeOf(edge: ElkExtendedEdge, arrow: Arrow | null): Route {
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
