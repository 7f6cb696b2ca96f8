import type { Layout } from '../layout/layout.js';
import { drawBox } from './draw-box.js';
import { drawLabel, drawRoute, px } from './draw-route.js';
import type { SvgNode } from './svg-node.js';
import { svg } from './svg-node.js';

/** Draws a laid-out chart: boxes, then lines, then names, so that nothing hides a name. */
export function drawChart({ width, height, boxes, routes, dots }: Layout, title: string): SvgNode {
  return svg(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'chart',
      role: 'img',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
    },
    svg('title', {}, title),
    svg('rect', { class: 'canvas', width, height, rx: 12 }),
    svg('g', {}, ...boxes.map(drawBox)),
    svg('g', {}, ...routes.map(drawRoute)),
    svg(
      'g',
      {},
      ...dots.map(({ x, y }) => svg('circle', { class: 'dot', cx: px(x), cy: px(y), r: 5 })),
    ),
    svg('g', {}, ...routes.flatMap(drawLabel)),
  );
}
