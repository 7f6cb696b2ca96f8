import { h } from '../ui/h.js';

/** How a list's items are drawn. */
export interface Drawing<T> {
  readonly keyOf: (item: T) => number;
  readonly draw: (item: T) => HTMLElement;
  /** Brings a drawn row up to date. */
  readonly show: (row: HTMLElement, item: T, position: number, count: number) => void;
}

/** The rows of a long list that are in the page; room is kept for all others. */
export interface DrawnRows<T> {
  /** Makes the items from one position to another, exclusive, the rows in the page. */
  readonly show: (items: readonly T[], from: number, to: number) => void;
}

/** Draws rows of one height inside `frame`; a row stays the same element as long as it is drawn. */
export function createDrawnRows<T>(
  frame: HTMLElement,
  rowHeight: number,
  drawing: Drawing<T>,
): DrawnRows<T> {
  const holder = h(frame.ownerDocument, 'div', { class: 'rows', role: 'presentation' });
  frame.append(holder);
  const rows = new Map<number, HTMLElement>();

  return {
    show(items, from, to) {
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
    },
  };
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
