import type { Rectangle } from '../layout/layout.js';
import { h, setText } from '../ui/h.js';
import { Viewport } from './viewport.js';

/** What a chart is shown in: a window on it, an overview, and a line that says what happened. */
export interface ChartFrame {
  readonly element: HTMLElement;
  readonly canvas: HTMLElement;
  readonly overview: HTMLElement;
  readonly caption: HTMLElement;
  readonly viewport: Viewport;
  readonly say: (text: string) => void;
}

/** Makes the frame; `tools` lies over it. `moved` hears what part of the chart is visible. */
export function createChartFrame(
  document: Document,
  tools: () => HTMLElement,
  moved: (visible: Rectangle) => void,
): ChartFrame {
  const canvas = h(document, 'div', { class: 'canvas-holder' });
  const said = h(document, 'span', {});
  const caption = h(document, 'p', { class: 'caption', role: 'status' }, said);
  const overview = h(document, 'div', { class: 'minimap', 'aria-hidden': 'true' });
  const element = h(document, 'div', { class: 'viewport' }, canvas);
  const viewport = new Viewport(element, canvas, moved, () => ({
    left: overview.offsetWidth,
    top: tools().offsetHeight,
    bottom: caption.offsetHeight,
  }));
  return {
    element,
    canvas,
    overview,
    caption,
    viewport,
    say(text) {
      setText(said, text);
      said.hidden = text === '';
    },
  };
}
