import type { Layout, Rectangle } from '../layout/layout.js';
import { describeValue } from '../recording/entry.js';
import type { Entry } from '../recording/entry.js';

/** Whether a person is in a part of the page: what is drawn anew must not throw them out. */
export function focusIsIn(element: HTMLElement): boolean {
  const root = element.getRootNode();
  return 'activeElement' in root && element.contains(root.activeElement as Node | null);
}

/** The arrows that an entry took, as they are drawn. */
export function takenArrows(
  entry: Entry | undefined,
  shownAs: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const shown = (id: string): string => shownAs.get(id) ?? id;
  return new Set(
    entry?.taken.flatMap(({ source, target }) =>
      target.map(({ id }) => `${shown(source.id)}→${shown(id)}`),
    ),
  );
}

/** An entry in one line: what happened, and where that led. */
export function captionOf(entry: Entry | undefined): string {
  if (!entry) return '';
  const guards = entry.taken.flatMap(({ guard }) => (guard === null ? [] : [` [${guard}]`]));
  return `${entry.label}${guards.join('')} → ${describeValue(entry.value)}`;
}

/** What to look at, best first: all of the active outermost state, else its active innermost states. */
export function focusesOf(
  { boxes, width, height }: Layout,
  active: ReadonlySet<string>,
): Rectangle[] {
  const lit = boxes.filter(({ state, depth }) => depth > 0 && active.has(state.id));
  const outermost = lit.filter(({ depth }) => depth === 1);
  const innermost = lit.filter(({ state }) => state.states.length === 0);
  return lit.length === 0
    ? [{ x: 0, y: 0, width, height }]
    : [around(outermost), around(innermost)];
}

function around(boxes: readonly Rectangle[]): Rectangle {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}
