import type { Arrow } from '../chart/arrows.js';
import type { ChartState } from '../chart/chart.js';

/** One line of text inside a state's box. */
export interface BoxLine {
  readonly kind: 'title' | 'description' | 'invoke' | 'action' | 'tag' | 'inside';
  readonly text: string;
  /** The baseline, in px below the box's top. */
  readonly y: number;
}

/** A rectangle, in px from the picture's corner. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A state as it is drawn. */
export interface Box extends Rectangle {
  readonly state: ChartState;
  readonly depth: number;
  readonly lines: readonly BoxLine[];
  /** Where the divider under the text of a state with states inside is; null for others. */
  readonly headerHeight: number | null;
  /** Whether it is one of several states that are active together. */
  readonly isRegion: boolean;
}

/** A point, in px from the picture's corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A transition, or several, as they are drawn. */
export interface Route {
  readonly id: string;
  /** Null for the arrow from an initial dot. */
  readonly arrow: Arrow | null;
  readonly source: string;
  readonly target: string;
  readonly points: readonly Point[];
  readonly label: (Rectangle & { readonly lines: readonly string[] }) | null;
}

/** A whole chart as it is drawn. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Parents before children. */
  readonly boxes: readonly Box[];
  readonly routes: readonly Route[];
  /** The dots from which initial states are entered. */
  readonly dots: readonly Point[];
}
