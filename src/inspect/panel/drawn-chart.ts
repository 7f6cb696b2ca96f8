import type { Chart } from '../chart/chart.js';
import { foldStates, shownAs } from '../chart/fold-states.js';
import type { Coverage } from '../coverage/coverage.js';
import { nameTransitions } from '../coverage/mark-coverage.js';
import type { Box, Layout } from '../layout/layout.js';
import { coverChart } from './cover-chart.js';
import { drawChart } from '../svg/draw-chart.js';
import { toElement } from '../svg/svg-node.js';
import { setAttributes } from '../ui/h.js';

/** A chart that is drawn in the page. It touches only what changes. */
export interface DrawnChart {
  readonly picture: SVGElement;
  readonly layout: Layout;
  /** The state as which another one is drawn: itself, or the folded one around it. */
  readonly shownAs: ReadonlyMap<string, string>;
  readonly boxOf: (id: string) => Box | undefined;
  /** Lights the active states; returns whether that changed. */
  readonly light: (active: ReadonlySet<string>) => boolean;
  readonly pick: (state: string | null) => void;
  readonly take: (arrows: ReadonlySet<string>) => void;
  readonly find: (states: ReadonlySet<string>) => void;
  /** Shows what was taken. */
  readonly cover: (coverage: Coverage) => void;
}

/** Draws a laid-out chart; `folded` are the states of `whole` whose inside is hidden. */
export function createDrawnChart(
  whole: Chart,
  folded: ReadonlySet<string>,
  layout: Layout,
  name: string,
  document: Document,
): DrawnChart {
  const chart = foldStates(whole, folded);
  const picture = toElement(
    nameTransitions(drawChart(layout, whole.root.description ?? name), chart),
    document,
  );
  picture.querySelector(':scope > title')?.remove();
  setAttributes(picture, { role: 'tree', 'aria-label': `States of ${name}` });
  const states = elementsBy(picture, 'data-state');
  const arrows = elementsBy(picture, 'data-arrow');
  const root = whole.root.id;
  for (const id of folded)
    for (const each of states.get(id) ?? []) {
      each.classList.add('folded');
      setAttributes(each, { 'aria-expanded': 'false' });
    }
  const lit = createMarks(states, 'active');
  const picked = createMarks(states, 'picked');
  const found = createMarks(states, 'found');
  const taken = createMarks(arrows, 'taken');
  const boxes = new Map(layout.boxes.map((box) => [box.state.id, box]));
  return {
    picture,
    layout,
    shownAs: shownAs(whole, folded),
    boxOf: (id) => boxes.get(id),
    light: (active) =>
      lit(new Set([...active].filter((id) => id !== root)), (each, isLit) => {
        setAttributes(each, { 'aria-current': isLit ? 'true' : null });
      }),
    pick: (state) => void picked(new Set(state === null ? [] : [state])),
    take: (next) => void taken(next),
    find: (next) => void found(next),
    cover: (coverage) => coverChart(picture, chart, coverage),
  };
}

type Mark = (
  next: ReadonlySet<string>,
  changed?: (element: Element, isMarked: boolean) => void,
) => boolean;

/** Gives a class to what is in a set, and takes it from what is no longer in it. */
function createMarks(elements: ReadonlyMap<string, readonly Element[]>, name: string): Mark {
  let marked: ReadonlySet<string> = new Set();
  return (next, changed) => {
    const before = marked;
    marked = next;
    const differing = [
      ...[...before].filter((id) => !next.has(id)),
      ...[...next].filter((id) => !before.has(id)),
    ];
    for (const id of differing)
      for (const element of elements.get(id) ?? []) {
        element.classList.toggle(name, next.has(id));
        changed?.(element, next.has(id));
      }
    return differing.length > 0;
  };
}

function elementsBy(picture: Element, attribute: string): Map<string, Element[]> {
  const found = new Map<string, Element[]>();
  for (const element of picture.querySelectorAll(`[${attribute}]`)) {
    const id = element.getAttribute(attribute) ?? '';
    found.set(id, [...(found.get(id) ?? []), element]);
  }
  return found;
}
