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

/** One state of a chart, with the states inside of it. */
export interface ChartState {
  readonly id: string;
  readonly key: string;
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  readonly description: string | null;
  /** The id of the child entered first; null where there is none, or where all are. */
  readonly initial: string | null;
  readonly invokes: readonly string[];
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
