import { transitionLabel } from '../chart/arrows.js';
import type { Chart, ChartState, ChartTransition } from '../chart/chart.js';
import { stateOf } from '../chart/chart.js';
import { h } from '../ui/h.js';

/** Draws what is to know of a state: what it is for, what it does, and what leads out of it. */
export function drawPickedState(state: ChartState, chart: Chart, document: Document): HTMLElement {
  const leaving = chart.transitions.filter(({ source }) => source === state.id);
  return h(
    document,
    'section',
    { class: 'picked-state' },
    h(document, 'h2', {}, state.key),
    state.description === null ? null : h(document, 'p', {}, state.description),
    ...state.invokes.map((invoke) =>
      h(document, 'p', { class: 'invokes' }, `runs ${invoke.name} while it lasts`),
    ),
    ...does(state).map((line) => h(document, 'p', {}, line)),
    leaving.length === 0 ? null : h(document, 'h3', {}, 'Transitions'),
    h(
      document,
      'ul',
      { class: 'transitions' },
      ...leaving.map((transition) => drawTransition(transition, chart, document)),
    ),
  );
}

function drawTransition(
  transition: ChartTransition,
  chart: Chart,
  document: Document,
): HTMLElement {
  const { description } = transition;
  return h(
    document,
    'li',
    {},
    h(document, 'b', {}, transitionLabel(transition)),
    ` ${destination(transition, chart)}`,
    description === null ? null : h(document, 'small', {}, description),
  );
}

/** What a state does when it is entered and left, and its tags. */
function does({ entry, exit, tags, history }: ChartState): readonly string[] {
  return [
    ...(history === null ? [] : [`remembers where its parent was (${history})`]),
    ...(entry.length > 0 ? [`entry: ${entry.join(', ')}`] : []),
    ...(exit.length > 0 ? [`exit: ${exit.join(', ')}`] : []),
    ...(tags.length > 0 ? [`tags: ${tags.join(', ')}`] : []),
  ];
}

function destination({ source, targets, reenter, actions }: ChartTransition, chart: Chart): string {
  const names = targets.map((target) => stateOf(chart, target)?.path ?? target);
  if (names.length === 0) return actions.length > 0 ? `stays, ${actions.join(', ')}` : 'stays';
  return targets.includes(source) && reenter ? '↻ again' : `→ ${names.join(', ')}`;
}
