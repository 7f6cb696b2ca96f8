import { transitionLabel } from '../chart/arrows.js';
import type { Chart, ChartState } from '../chart/chart.js';
import type { ChartTransition } from '../chart/chart.js';
import { stateOf } from '../chart/chart.js';
import { describeValue } from '../recording/entry.js';
import { h } from '../ui/h.js';
import type { PanelModel } from './model.js';
import type { View } from './view.js';

/** The machine's public memory, and what is to know of the state that was picked. */
export function createStateView(model: PanelModel, document: Document): View {
  const element = h(document, 'div', { class: 'state-view' });

  function facts(pairs: readonly (readonly [string, unknown])[]): HTMLElement {
    return h(
      document,
      'dl',
      { class: 'facts' },
      ...pairs.flatMap(([name, value]) => [
        h(document, 'dt', {}, name),
        h(document, 'dd', { class: `value ${typeof value}` }, format(value)),
      ]),
    );
  }

  function about(state: ChartState, chart: Chart): HTMLElement {
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
        ...leaving.map((transition) =>
          h(
            document,
            'li',
            {},
            h(document, 'b', {}, transitionLabel(transition)),
            ` ${destination(transition, chart)}`,
            transition.description === null
              ? null
              : h(document, 'small', {}, transition.description),
          ),
        ),
      ),
    );
  }

  function update(): void {
    const { chart, actor, state: picked } = model;
    const entry = model.latest(actor?.key);
    const state = chart && picked !== null ? stateOf(chart, picked) : undefined;
    element.replaceChildren(
      ...(state && chart ? [about(state, chart)] : []),
      ...(entry
        ? [
            h(document, 'h2', {}, 'Last event'),
            facts([['event', entry.label], ...flatten(entry.fields)]),
          ]
        : []),
      h(document, 'h2', {}, 'Now'),
      facts([['state', describeValue(entry?.value)], ...flatten(entry?.context ?? {})]),
      h(
        document,
        'p',
        { class: 'hint' },
        state
          ? 'Pick the state again to put it away.'
          : 'Pick a state in the chart to read what it does. Values that are not public show as their type.',
      ),
    );
  }

  return { element, update };
}

function flatten(
  fields: Readonly<Record<string, unknown>>,
  prefix = '',
): readonly (readonly [string, unknown])[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null
      ? flatten({ ...value }, `${prefix}${name}.`)
      : [[`${prefix}${name}`, value] as const],
  );
}

function format(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
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
