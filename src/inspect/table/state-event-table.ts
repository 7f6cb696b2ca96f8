import type { AnyStateMachine } from 'xstate';
import type { Chart, ChartState, ChartTransition } from '../chart/chart.js';
import { stateOf, statesOf } from '../chart/chart.js';
import { readChart } from '../chart/read-chart.js';

/** What one state does with one event. */
export interface StateEventCell {
  /**
   * `own` and `inherited` (from an outer state) handle the event; `beside` leaves it to a state that
   * is active at the same time; `none` is a hole: the event is dropped.
   */
  readonly kind: 'own' | 'inherited' | 'beside' | 'none';
  readonly text: string;
}

/** What every innermost state does with every event. */
export interface StateEventTable {
  readonly events: readonly string[];
  /** Events that the machine itself handles in the same way in every state. */
  readonly everywhere: readonly string[];
  readonly rows: readonly {
    readonly state: string;
    readonly cells: Readonly<Record<string, StateEventCell>>;
  }[];
}

/** Tabulates what every innermost state of a machine does with every event. */
export function stateEventTable(machine: AnyStateMachine): StateEventTable {
  const chart = readChart(machine);
  const handled = chart.transitions.filter(({ trigger }) => trigger.kind === 'event');
  const eventsOf = (transitions: readonly ChartTransition[]): string[] => [
    ...new Set(transitions.map(({ trigger }) => trigger.event)),
  ];
  const events = eventsOf(handled.filter(({ source }) => source !== chart.root.id));
  return {
    events,
    everywhere: eventsOf(handled).filter((event) => !events.includes(event)),
    rows: lineages(chart.root).map((lineage) => ({
      state: lineage.at(-1)?.path ?? '',
      cells: Object.fromEntries(
        events.map((event) => [event, cellOf(chart, lineage, handled, event)]),
      ),
    })),
  };
}

/**
 * Writes {@link stateEventTable} as a Markdown table. `↑` marks what an outer state does, `∥` what is
 * left to a state that is active at the same time, `·` an event that is dropped. Neighbours that do
 * all the same share a row.
 */
export function toStateTable(machine: AnyStateMachine): string {
  const { events, rows } = stateEventTable(machine);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(['state', ...events.map((event) => `\`${event}\``)]),
    line(['---', ...events.map(() => '---')]),
    ...mergeRows(
      rows.map(({ state, cells }) => ({
        states: [state],
        texts: events.map((event) => cells[event]?.text ?? '·'),
      })),
    ).map(({ states, texts }) => line([`\`${commonName(states)}\``, ...texts])),
    '',
  ].join('\n');
}

interface TextRow {
  readonly states: readonly string[];
  readonly texts: readonly string[];
}

function mergeRows(rows: readonly TextRow[]): readonly TextRow[] {
  return rows.reduce<readonly TextRow[]>((merged, row) => {
    const last = merged.at(-1);
    return last && last.texts.join() === row.texts.join()
      ? [...merged.slice(0, -1), { ...last, states: [...last.states, ...row.states] }]
      : [...merged, row];
  }, []);
}

/** `a.b.*` for `a.b.c` and `a.b.d`; all the names where they share nothing. */
function commonName(states: readonly string[]): string {
  const [first = '', ...rest] = states;
  if (rest.length === 0) return first;
  const parts = first.split('.');
  const shared = parts.filter((_, index) =>
    rest.every((state) => state.startsWith(`${parts.slice(0, index + 1).join('.')}.`)),
  );
  return shared.length > 0 ? `${shared.join('.')}.*` : states.join('`, `');
}

/** Every innermost state with the states around it, outermost first. */
function lineages(state: ChartState): (readonly ChartState[])[] {
  return state.states.length === 0
    ? [[state]]
    : state.states.flatMap(lineages).map((inner) => [state, ...inner]);
}

function cellOf(
  chart: Chart,
  lineage: readonly ChartState[],
  handled: readonly ChartTransition[],
  event: string,
): StateEventCell {
  const handlerOf = (id: string): readonly ChartTransition[] =>
    handled.filter(({ source, trigger }) => source === id && trigger.event === event);
  const own = handlerOf(lineage.at(-1)?.id ?? '');
  if (own.length > 0) return { kind: 'own', text: describe(chart, own) };

  for (const outer of lineage.slice(0, -1).toReversed()) {
    const inherited = handlerOf(outer.id);
    if (inherited.length > 0) return { kind: 'inherited', text: `↑ ${describe(chart, inherited)}` };
    const beside = besideOf(outer, lineage).filter((region) =>
      statesOf({ root: region, transitions: [] }).some(({ id }) => handlerOf(id).length > 0),
    );
    if (beside.length > 0)
      return {
        kind: 'beside',
        text: `∥ ${beside.map((region) => `\`${region.key}\``).join(', ')}`,
      };
  }
  return { kind: 'none', text: '·' };
}

function besideOf(outer: ChartState, lineage: readonly ChartState[]): readonly ChartState[] {
  return outer.type === 'parallel'
    ? outer.states.filter((region) => !lineage.includes(region))
    : [];
}

function describe(chart: Chart, branches: readonly ChartTransition[]): string {
  return branches
    .map(({ guard, targets, reenter, source, actions }) => {
      const goes = targets.map((target) =>
        target === source && reenter ? '↻ again' : `→ \`${pathOf(target, chart)}\``,
      );
      const stays = actions.length > 0 ? actions.map((action) => `\`${action}\``) : ['stays'];
      const when = guard === null ? '' : guard === 'else' ? 'else ' : `if \`${guard}\` `;
      return `${when}${(goes.length > 0 ? goes : stays).join(', ')}`;
    })
    .join('; ');
}

function pathOf(id: string, chart: Chart): string {
  return stateOf(chart, id)?.path ?? id;
}
