import type { Chart } from '../chart/chart.js';
import { staysInside } from '../chart/arrows.js';
import type { Coverage } from '../coverage/coverage.js';
import { countLabel, wordFor } from '../coverage/mark-coverage.js';

/** Room for a count behind each name: `×00`. What the layout reserves is written over. */
export const countRoom = ' ×00';

/**
 * Shows on a drawn chart what was taken: the classes of a coverage picture, and a count behind each
 * name. The chart is the one that was drawn, folded or not.
 */
export function coverChart(picture: Element, chart: Chart, coverage: Coverage): void {
  const taken = (id: string): boolean => Boolean(coverage.transitions[id]);
  for (const each of picture.querySelectorAll('g[data-state]')) {
    const id = each.getAttribute('data-state') ?? '';
    if (id !== chart.root.id) setWord(each, coverage.states[id] ? 'covered' : 'missed');
  }
  const arrows = new Map<string, boolean[]>();
  for (const transition of chart.transitions)
    if (!staysInside(transition))
      for (const target of transition.targets) {
        const arrow = `${transition.source}→${target}`;
        arrows.set(arrow, [...(arrows.get(arrow) ?? []), taken(transition.id)]);
      }
  for (const each of picture.querySelectorAll('[data-arrow]')) {
    const all = arrows.get(each.getAttribute('data-arrow') ?? '');
    if (all) setWord(each, wordFor(all));
  }
  for (const each of picture.querySelectorAll<SVGElement>('text[data-transition]')) {
    const id = each.getAttribute('data-transition') ?? '';
    setWord(each, taken(id) ? 'covered' : 'missed');
    each.dataset['name'] ??= each.textContent?.replace(countRoom, '') ?? '';
    const text = `${each.dataset['name']}${countLabel(coverage.transitions[id])}`;
    if (each.textContent !== text) each.textContent = text;
  }
}

const words = ['covered', 'missed', 'partly'] as const;

function setWord(element: Element, word: (typeof words)[number]): void {
  for (const each of words) element.classList.toggle(each, each === word);
}
