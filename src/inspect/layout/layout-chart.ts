import type { ELK, ElkNode } from 'elkjs/lib/elk-api.js';
import { arrowsOf } from '../chart/arrows.js';
import type { Chart, ChartTransition } from '../chart/chart.js';
import type { BoxText } from './box-text.js';
import { boxText } from './box-text.js';
import { edgeOf, initialEdges, nodeOf } from './elk-graph.js';
import type { Direction } from './elk-options.js';
import { options, placing, sizeOf, withOptions } from './elk-options.js';
import { createFlow } from './flow.js';
import type { Layout } from './layout.js';
import { loadElk } from './load-elk.js';
import { routeOf, shapesOf } from './read-layout.js';

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
