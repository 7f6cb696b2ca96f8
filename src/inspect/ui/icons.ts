import { svg, toElement } from '../svg/svg-node.js';

const shapes = {
  bottom: 'M3 3h14v14H3zM3 11.5h14',
  right: 'M3 3h14v14H3zM12 3v14',
  float: 'M3 5h10v8H3zM8 9h9v8H8z',
  window: 'M8 4H4v12h12v-4M11 4h5v5M16 4l-7 7',
  sun: 'M10 6.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 0 1 0-7M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1',
  moon: 'M16.5 12.2A7 7 0 1 1 7.8 3.5a5.6 5.6 0 0 0 8.7 8.7z',
  close: 'M5 5l10 10M15 5L5 15',
  minimize: 'M4 13l6-6 6 6',
  fit: 'M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4',
  cover: 'M3 5l2 2 3-4M11 5h6M3 11l2 2 3-4M11 11h6M11 17h6M4 15.5l3 3M7 15.5l-3 3',
  follow: 'M10 6a4 4 0 1 1 0 8a4 4 0 0 1 0-8M10 2v3M10 15v3M2 10h3M15 10h3',
  plus: 'M10 4v12M4 10h12',
  minus: 'M4 10h12',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  clear: 'M4 6h12M8 6V4h4v2M6 6l.8 10h6.4L14 6',
  previous: 'M12 5l-5 5 5 5',
  fold: 'M5 3l5 4 5-4M5 17l5-4 5 4M3 10h14',
  unfold: 'M5 6l5-4 5 4M5 14l5 4 5-4M3 10h14',
  open: 'M3 16V5h5l2 2h7v9z',
  next: 'M8 5l5 5-5 5',
} as const;

/** The name of an icon. */
export type Icon = keyof typeof shapes;

/** Draws an icon. It says nothing by itself: its button has a name. */
export function icon(document: Document, name: Icon): SVGElement {
  return toElement(
    svg(
      'svg',
      { class: 'icon', viewBox: '0 0 20 20', width: 16, height: 16, 'aria-hidden': 'true' },
      svg('path', { d: shapes[name] }),
    ),
    document,
  );
}
