import { h } from '../ui/h.js';

/** Rows that are drawn above and below what is visible. */
const OVERSCAN = 8;
/** What a list that has no size yet is taken for, in px. */
const UNKNOWN_HEIGHT = 640;
/** So close to its end, in px, a list counts as scrolled to the end. */
const NEAR = 12;

/** How a list's items are drawn. */
export interface Drawing<T> {
  readonly keyOf: (item: T) => number;
  readonly draw: (item: T) => HTMLElement;
  /** Brings a drawn row up to date. */
  readonly show: (row: HTMLElement, item: T, position: number, count: number) => void;
}

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
  const { document, holder } = holderIn(frame);
  const rows = new Map<number, HTMLElement>();
  let items: readonly T[] = [];
  let height = 0;
  let top = 0;
  let isAtEnd = true;
  let anchor: number | null = null;

  function seen(): number {
    return height === 0 ? UNKNOWN_HEIGHT : height;
  }

  function draw(): void {
    const visible = seen();
    const from = Math.max(Math.floor(top / rowHeight) - OVERSCAN, 0);
    const to = Math.min(Math.ceil((top + visible) / rowHeight) + OVERSCAN, items.length);
    const shown = items.slice(from, to).map((item, offset) => {
      const key = drawing.keyOf(item);
      const row = rows.get(key) ?? drawing.draw(item);
      rows.set(key, row);
      drawing.show(row, item, from + offset, items.length);
      return row;
    });
    replaceRows(holder, shown);
    const kept = new Set(items.slice(from, to).map(drawing.keyOf));
    for (const key of rows.keys()) if (!kept.has(key)) rows.delete(key);
    holder.style.paddingTop = `${from * rowHeight}px`;
    holder.style.paddingBottom = `${(items.length - to) * rowHeight}px`;
  }

  function scroll(to: number): void {
    const most = Math.max(items.length * rowHeight - seen(), 0);
    top = Math.min(Math.max(to, 0), most);
    isAtEnd = top >= most - NEAR;
    anchor = anchorAt(top);
    draw();
    if (frame.scrollTop !== top) frame.scrollTop = top;
  }

  function anchorAt(position: number): number | null {
    const item = items[Math.floor(position / rowHeight)];
    return item === undefined ? null : drawing.keyOf(item);
  }

  /** Where the row that was topmost is now: rows before it may be gone. */
  function anchored(): number {
    if (anchor === null) return top;
    const wanted = anchor;
    const position = items.findIndex((item) => drawing.keyOf(item) >= wanted);
    return position === -1 ? top : position * rowHeight + (top % rowHeight);
  }

  function measure(): void {
    height = frame.clientHeight;
    scroll(isAtEnd ? Infinity : top);
  }

  frame.addEventListener('scroll', () => {
    if (Math.abs(frame.scrollTop - top) >= 1) scroll(frame.scrollTop);
  });
  const Observer = document.defaultView?.ResizeObserver;
  const observer = Observer === undefined ? null : new Observer(measure);
  observer?.observe(frame);

  return {
    update(next) {
      items = next;
      scroll(isAtEnd ? Infinity : anchored());
    },
    reveal(position) {
      if (position < 0) return;
      const start = position * rowHeight;
      if (start < top) scroll(start);
      else if (start + rowHeight > top + height) scroll(start + rowHeight - height);
      else draw();
    },
    toEnd() {
      scroll(Infinity);
    },
    stop() {
      observer?.disconnect();
    },
  };
}

function holderIn(frame: HTMLElement): { document: Document; holder: HTMLElement } {
  const document = frame.ownerDocument;
  const holder = h(document, 'div', { class: 'rows', role: 'presentation' });
  frame.append(holder);
  return { document, holder };
}

/** Makes these the rows, touching only those that come and go. */
function replaceRows(holder: HTMLElement, rows: readonly HTMLElement[]): void {
  const wanted = new Set<Element>(rows);
  for (const child of [...holder.children]) if (!wanted.has(child)) child.remove();
  rows.forEach((row, position) => {
    const there = holder.children[position];
    if (there !== row) holder.insertBefore(row, there ?? null);
  });
}
