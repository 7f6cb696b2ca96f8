import { BOX_PADDING, indentOf } from '../layout/box-text.js';
import type { Box, BoxLine } from '../layout/layout.js';
import { px, round } from './draw-route.js';
import type { SvgNode } from './svg-node.js';
import { svg } from './svg-node.js';

const CORNER = 10;
const RIM = 3.5;

/** Draws a state: its frame, and what it says. */
export function drawBox(box: Box): SvgNode {
  const { state, x, y, width, height, headerHeight, isRegion } = box;
  const classes = ['state', headerHeight === null ? 'leaf' : 'parent', state.type];
  if (isRegion) classes.push('region');
  const frame = { x, y, width, height };
  return svg(
    'g',
    { class: classes.join(' '), 'data-state': state.id },
    svg('rect', {
      class: headerHeight === null ? 'box' : 'box frame',
      ...round(frame),
      rx: CORNER,
    }),
    ...(state.description === null ? [] : [svg('title', {}, state.description)]),
    ...(state.type === 'final' ? [rim(box)] : []),
    ...box.lines.flatMap((line) => drawLine(line, x + BOX_PADDING, y)),
  );
}

function rim({ x, y, width, height }: Box): SvgNode {
  const inner = {
    x: x + RIM,
    y: y + RIM,
    width: width - 2 * RIM,
    height: height - 2 * RIM,
  };
  return svg('rect', { class: 'rim', ...round(inner), rx: CORNER - RIM });
}

function drawLine(line: BoxLine, left: number, top: number): SvgNode[] {
  const x = px(left + indentOf(line.kind));
  const y = px(top + line.y);
  const text = svg('text', { class: line.kind, x, y }, line.text);
  return line.kind === 'invoke' ? [gear(left + 5, top + line.y - 4), text] : [text];
}

/** A ring with an arrow's gap: something runs here. */
function gear(x: number, y: number): SvgNode {
  const radius = 4.2;
  return svg('path', {
    class: 'gear',
    d: `M${px(x + radius)} ${px(y)}A${radius} ${radius} 0 1 1 ${px(x + 1)} ${px(y - radius)}m0 0l-2.4 -1.6m2.4 1.6l-1.8 2.2`,
  });
}
