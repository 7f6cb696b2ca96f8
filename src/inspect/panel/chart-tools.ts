import type { Chart } from '../chart/chart.js';
import { statesOf } from '../chart/chart.js';
import { button, h, setAttributes } from '../ui/h.js';
import type { Icon } from '../ui/icons.js';
import { icon } from '../ui/icons.js';
import type { Viewport } from './viewport.js';

/** What the tools of the chart do. */
export interface ChartVerbs {
  readonly chart: () => Chart | undefined;
  readonly reveal: (id: string) => void;
  /** Marks the states that a search found. */
  readonly find: (ids: ReadonlySet<string>) => void;
  readonly foldAll: (isFolded: boolean) => void;
  /** Shows what was taken, or no longer. */
  readonly cover: (isCovered: boolean) => void;
}

/** Searching, folding, zooming, following. */
export function createChartTools(
  document: Document,
  viewport: Viewport,
  verbs: ChartVerbs,
): { readonly element: HTMLElement; readonly setFollowing: (isFollowing: boolean) => void } {
  const tool = (name: string, mark: Icon, press: () => void) =>
    button(document, name, icon(document, mark), press, { class: 'tool' });
  const follow = tool('Follow the active states', 'follow', viewport.follow);
  const cover: HTMLElement = tool('Show what was taken', 'cover', () => {
    const isCovered = cover.getAttribute('aria-pressed') !== 'true';
    setAttributes(cover, { 'aria-pressed': String(isCovered) });
    verbs.cover(isCovered);
  });
  setAttributes(cover, { 'aria-pressed': 'false' });
  const search = createSearch(document, verbs);
  const element = h(
    document,
    'div',
    { class: 'chart-tools' },
    search,
    cover,
    tool('Fold all states', 'fold', () => {
      verbs.foldAll(true);
    }),
    tool('Unfold all states', 'unfold', () => {
      verbs.foldAll(false);
    }),
    tool('Zoom in', 'plus', () => {
      viewport.zoom(1.25);
    }),
    tool('Zoom out', 'minus', () => {
      viewport.zoom(0.8);
    }),
    tool('Show the whole chart', 'fit', viewport.showAll),
    follow,
  );
  return {
    element,
    setFollowing: (isFollowing) => {
      setAttributes(follow, { 'aria-pressed': String(isFollowing) });
    },
  };
}

/** Finds states by their path: each Enter goes to the next of them. */
function createSearch(document: Document, verbs: ChartVerbs): HTMLElement {
  const field = h(document, 'input', {
    type: 'search',
    class: 'search',
    placeholder: 'Find a state',
    'aria-label': 'Find a state',
    spellcheck: 'false',
  });
  let found: readonly string[] = [];
  let next = 0;
  field.addEventListener('input', () => {
    const wanted = field.value.trim().toLowerCase();
    const chart = verbs.chart();
    const states = wanted === '' || !chart ? [] : statesOf(chart);
    found = states.filter(({ path }) => path.toLowerCase().includes(wanted)).map(({ id }) => id);
    next = 0;
    verbs.find(new Set(found));
    field.classList.toggle('nothing', wanted !== '' && found.length === 0);
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && field.value !== '') {
      field.value = '';
      field.dispatchEvent(new Event('input'));
      event.stopPropagation();
    }
    if (event.key !== 'Enter') return;
    const id = found[next % Math.max(found.length, 1)];
    next += 1;
    if (id === undefined) return;
    verbs.reveal(id);
    verbs.find(new Set(found));
  });
  return field;
}
