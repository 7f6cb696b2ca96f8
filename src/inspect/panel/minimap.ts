import type { Layout, Point, Rectangle } from '../layout/layout.js';
import { round } from '../svg/draw-route.js';
import { svg, toElement } from '../svg/svg-node.js';
import { setAttributes } from '../ui/h.js';

/** The whole chart in small: what is lit, and what the viewport shows. */
export interface Minimap {
  readonly element: SVGElement;
  readonly light: (active: ReadonlySet<string>) => void;
  readonly show: (visible: Rectangle) => void;
}

/** Draws a minimap; pressing it asks to go there. */
export function createMinimap(
  { width, height, boxes }: Layout,
  document: Document,
  go: (point: Point) => void,
): Minimap {
  const element = toElement(
    svg(
      'svg',
      { viewBox: `0 0 ${width} ${height}`, width, height },
      ...boxes.slice(1).map(({ state, x, y, width, height }) =>
        svg('rect', {
          class: state.states.length > 0 ? 'mini parent' : 'mini',
          'data-state': state.id,
          ...round({ x, y, width, height }),
          rx: 12,
        }),
      ),
      svg('rect', { class: 'lens', rx: 12 }),
    ),
    document,
  );
  const lens = element.querySelector('.lens');
  element.addEventListener('pointerdown', (event) => {
    const { left, top, width: shown } = element.getBoundingClientRect();
    const scale = width / shown;
    go({ x: (event.clientX - left) * scale, y: (event.clientY - top) * scale });
  });
  return {
    element,
    light(active) {
      for (const box of element.querySelectorAll('[data-state]'))
        box.classList.toggle('active', active.has(box.getAttribute('data-state') ?? ''));
    },
    show(visible) {
      if (lens) setAttributes(lens, round({ ...visible }));
    },
  };
}
