/** What kind of thing makes a transition happen. */
export type ChartTrigger =
  | { readonly kind: 'event'; readonly event: string }
  | { readonly kind: 'done'; readonly event: string; readonly invoke: string }
  | { readonly kind: 'error'; readonly event: string; readonly invoke: string }
  | {
      readonly kind: 'after';
      readonly event: string;
      readonly delay: string;
      /** The bound in ms; null where the machine computes it. */
      readonly ms: number | null;
    }
  | { readonly kind: 'stateDone'; readonly event: string }
  | { readonly kind: 'snapshot'; readonly event: string; readonly invoke: string }
  /** Where a history state leads before there is any history. */
  | { readonly kind: 'default'; readonly event: '' }
  | { readonly kind: 'always'; readonly event: '' };

/** One transition of a chart. Without targets it stays in its state. */
export interface ChartTransition {
  readonly id: string;
  readonly source: string;
  readonly targets: readonly string[];
  readonly trigger: ChartTrigger;
  /** The guard's name; `else` for the last branch of several; null where nothing is asked. */
  readonly guard: string | null;
  readonly description: string | null;
  /** The named actions; inline ones have no name to show. */
  readonly actions: readonly string[];
  readonly reenter: boolean;
}

/** Something that a state runs while it lasts. */
export interface ChartInvoke {
  /** As its events name it. */
  readonly id: string;
  /** As it is shown: its id, or the name of its source where it was given none. */
  readonly name: string;
}

/** One state of a chart, with the states inside of it. */
export interface ChartState {
  readonly id: string;
  readonly key: string;
  /** The keys on the way to it, without the machine's own: `device.clearing`; the root's own key. */
  readonly path: string;
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  readonly description: string | null;
  /** The id of the child entered first; null where there is none, or where all are. */
  readonly initial: string | null;
  /** How much a history state remembers; null for all others. */
  readonly history: 'shallow' | 'deep' | null;
  readonly invokes: readonly ChartInvoke[];
  /** The names of what it does when it is entered; `inline` where there is none. */
  readonly entry: readonly string[];
  readonly exit: readonly string[];
  readonly tags: readonly string[];
  readonly states: readonly ChartState[];
}

/** A statechart as plain data: what every picture, table and inspector here is made from. */
export interface Chart {
  readonly root: ChartState;
  readonly transitions: readonly ChartTransition[];
}

/** Every state of a chart, parents first. */
export function statesOf(chart: Chart): readonly ChartState[] {
  const walk = (state: ChartState): ChartState[] => [state, ...state.states.flatMap(walk)];
  return walk(chart.root);
}

/** The state of a chart that has an id. */
export function stateOf(chart: Chart, id: string): ChartState | undefined {
  return statesOf(chart).find((state) => state.id === id);
}
