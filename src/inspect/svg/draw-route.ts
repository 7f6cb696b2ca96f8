import type { Point, Route } from '../layout/layout.js';
import { TEXT } from '../layout/text-size.js';
import type { SvgNode } from './svg-node.js';
import { svg } from './svg-node.js';

const CORNER = 9;
const HEAD = 8;

/** Draws a transition's line with its head. */
export function drawRoute(route: Route): SvgNode {
  const end = route.points.at(-1);
  const before = route.points.at(-2);
  return svg(
    'g',
    { class: 'arrow', 'data-arrow': route.id },
    svg('path', { class: 'line', d: roundedPath(route.points) }),
    ...(end && before ? [svg('path', { class: 'head', d: headPath(before, end) })] : []),
  );
}

/** Draws what a transition is called. */
export function drawLabel(route: Route): SvgNode[] {
  const { label } = route;
  if (label === null) return [];
  const { x, y, width, height, lines } = label;
  return [
    svg(
      'g',
      { class: 'label', 'data-arrow': route.id },
      svg('rect', { class: 'pill', ...round({ x, y, width, height }), rx: 6 }),
      ...lines.map((line, index) =>
        svg('text', { x: px(x + width / 2), y: px(y + 13 + index * TEXT.label.line) }, line),
      ),
    ),
  ];
}

/** A length with at most one decimal: enough for the eye, and stable from run to run. */
export function px(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A rectangle in {@link px}. */
export function round<T extends Readonly<Record<string, number>>>(rectangle: T): T {
  return Object.fromEntries(
    Object.entries(rectangle).map(([name, value]) => [name, px(value)]),
  ) as T;
}

function roundedPath(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const previous = points[index - 1];
      const next = points[index + 1];
      if (!previous) return `M${px(point.x)} ${px(point.y)}`;
      if (!next) return `L${px(point.x)} ${px(point.y)}`;
      const from = towards(point, previous, CORNER);
      const to = towards(point, next, CORNER);
      return `L${px(from.x)} ${px(from.y)}Q${px(point.x)} ${px(point.y)} ${px(to.x)} ${px(to.y)}`;
    })
    .join('');
}

/** The point that lies at most `distance`, and at most half the way, from one to another. */
function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(distance, length / 2) / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function headPath(before: Point, end: Point): string {
  const length = Math.hypot(end.x - before.x, end.y - before.y) || 1;
  const along = { x: (end.x - before.x) / length, y: (end.y - before.y) / length };
  const base = { x: end.x - along.x * HEAD, y: end.y - along.y * HEAD };
  const half = HEAD * 0.48;
  return (
    `M${px(end.x)} ${px(end.y)}` +
    `L${px(base.x - along.y * half)} ${px(base.y + along.x * half)}` +
    `L${px(base.x + along.y * half)} ${px(base.y - along.x * half)}Z`
  );
}
