import type { Drawing } from './drawn-rows.js';
import { createDrawnRows } from './drawn-rows.js';
import { watchHeight } from './watch-height.js';

/** Rows that are drawn above and below what is visible. */
const OVERSCAN = 8;
/** What a list that has no size yet is taken for, in px. */
const UNKNOWN_HEIGHT = 640;
/** So close to its end, in px, a list counts as scrolled to the end. */
const NEAR = 12;

/** A long list of which only the visible part is in the page. */
export interface VirtualList<T> {
  readonly update: (items: readonly T[]) => void;
  /** Scrolls as little as it must, to show an item. */
  readonly reveal: (position: number) => void;
  /** Goes to the end, and stays there as the list grows. */
  readonly toEnd: () => void;
  readonly stop: () => void;
}

/**
 * Shows a long list inside `frame`, in rows of one height. It follows its end while it is scrolled
 * there; anywhere else, what is visible stays where it is.
 */
export function createVirtualList<T>(
  frame: HTMLElement,
  rowHeight: number,
  drawing: Drawing<T>,
): VirtualList<T> {
  const rows = createDrawnRows(frame, rowHeight, drawing);
  let items: readonly T[] = [];
  let height = 0;
  let top = 0;
  let isAtEnd = true;
  /** The key of the topmost row: rows before it may leave. */
  let anchor: number | null = null;
  const seen = () => (height === 0 ? UNKNOWN_HEIGHT : height);

  function draw(): void {
    const from = Math.max(Math.floor(top / rowHeight) - OVERSCAN, 0);
    const to = Math.min(Math.ceil((top + seen()) / rowHeight) + OVERSCAN, items.length);
    rows.show(items, from, to);
  }

  function scroll(to: number): void {
    const most = Math.max(items.length * rowHeight - seen(), 0);
    top = Math.min(Math.max(to, 0), most);
    isAtEnd = top >= most - NEAR;
    const topmost = items[Math.floor(top / rowHeight)];
    anchor = topmost === undefined ? null : drawing.keyOf(topmost);
    draw();
    if (frame.scrollTop !== top) frame.scrollTop = top;
  }

  frame.addEventListener('scroll', () => {
    if (Math.abs(frame.scrollTop - top) >= 1) scroll(frame.scrollTop);
  });
  const stop = watchHeight(frame, (measured) => {
    height = measured;
    scroll(isAtEnd ? Infinity : top);
  });

  return {
    update(next) {
      items = next;
      const position = positionOf(anchor, items, drawing);
      const kept = position === null ? top : position * rowHeight + (top % rowHeight);
      scroll(isAtEnd ? Infinity : kept);
    },
    reveal(position) {
      if (position < 0) return;
      const start = position * rowHeight;
      if (start < top) scroll(start);
      else if (start + rowHeight > top + height) scroll(start + rowHeight - height);
      else draw();
    },
    toEnd: () => scroll(Infinity),
    stop,
  };
}

/** Where an item is, or the next one where it is gone; null where there is none. */
function positionOf<T>(
  key: number | null,
  items: readonly T[],
  { keyOf }: Drawing<T>,
): number | null {
  if (key === null) return null;
  const position = items.findIndex((item) => keyOf(item) >= key);
  return position === -1 ? null : position;
}
