import type { Point, Rectangle } from '../layout/layout.js';

const MARGIN = 44;
/** What is closer to an edge, in px, is not in sight. */
const EDGE = 12;

/** How much of each edge something else lies on, in px. */
export interface Covered {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where something is in a frame, in px from its left and top edge. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * The room inside of a frame, and what of it is covered. Reading these makes the browser lay the page
 * out: it is done when they change, not with each event.
 */
export class Room {
  #covered: Covered = { left: 0, top: 0, bottom: 0 };
  width = 0;
  height = 0;

  constructor(
    private readonly frame: HTMLElement,
    private readonly readCovered: () => Covered,
  ) {}

  measure(): void {
    this.width = this.frame.clientWidth;
    this.height = this.frame.clientHeight;
    this.#covered = this.readCovered();
  }

  /** The middle of what is not covered. */
  get middle(): Point {
    const { left, top, bottom } = this.#covered;
    return { x: (this.width + left) / 2, y: (this.height + top - bottom) / 2 };
  }

  /** The scale with which a part fits into what is not covered. */
  fit(part: Rectangle): number {
    const { left, top, bottom } = this.#covered;
    return Math.min(
      (this.width - left - MARGIN) / Math.max(part.width, 1),
      (this.height - top - bottom - MARGIN) / Math.max(part.height, 1),
    );
  }

  holds({ left, top, right, bottom }: Place): boolean {
    return left >= 0 && top >= 0 && right <= this.width && bottom <= this.height;
  }

  /** Whether a place can be seen: it is not covered, nor close to an edge. */
  shows({ left, top, right, bottom }: Place): boolean {
    const covered = this.#covered;
    return (
      left >= covered.left + EDGE &&
      top >= covered.top + EDGE &&
      right <= this.width - EDGE &&
      bottom <= this.height - covered.bottom - EDGE
    );
  }
}
