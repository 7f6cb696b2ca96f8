import { stateOf } from '../chart/chart.js';
import { describeValue } from '../recording/entry.js';
import { h } from '../ui/h.js';
import type { PanelModel } from './model.js';
import { drawPickedState } from './picked-state.js';
import type { View } from './view.js';

type Pairs = readonly (readonly [string, unknown])[];

/** The machine's public memory, and what is to know of the state that was picked. */
export function createStateView(model: PanelModel, document: Document): View {
  const element = h(document, 'div', { class: 'state-view' });
  const title = (text: string) => h(document, 'h2', {}, text);

  function update(): void {
    const { chart, actor, state: picked } = model;
    const entry = model.latest(actor?.key);
    const state = chart && picked !== null ? stateOf(chart, picked) : undefined;
    const hint = state
      ? 'Pick the state again to put it away.'
      : 'Pick a state in the chart to read what it does. Values that are not public show as their type.';
    const last: Pairs = entry ? [['event', entry.label], ...flatten(entry.fields)] : [];
    element.replaceChildren(
      ...(state && chart ? [drawPickedState(state, chart, document)] : []),
      ...(entry ? [title('Last event'), drawFacts(last, document)] : []),
      title('Now'),
      drawFacts(
        [['state', describeValue(entry?.value)], ...flatten(entry?.context ?? {})],
        document,
      ),
      h(document, 'p', { class: 'hint' }, hint),
    );
  }

  return { element, update };
}

function drawFacts(pairs: Pairs, document: Document): HTMLElement {
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

function flatten(fields: Readonly<Record<string, unknown>>, prefix = ''): Pairs {
  return Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null
      ? flatten({ ...value }, `${prefix}${name}.`)
      : [[`${prefix}${name}`, value] as const],
  );
}

function format(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
}
