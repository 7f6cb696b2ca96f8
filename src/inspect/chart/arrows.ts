import type { Chart, ChartTransition } from './chart.js';
import { triggerLabel } from './read-trigger.js';

/** All transitions between the same two states, drawn as one arrow. */
export interface Arrow {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly transitions: readonly ChartTransition[];
}

/** Whether a transition is drawn inside its state: it stays there, or enters it again. */
export function staysInside({ source, targets }: ChartTransition): boolean {
  return targets.every((target) => target === source);
}

/** The arrows of a chart, in its own order. */
export function arrowsOf(chart: Chart): readonly Arrow[] {
  const arrows = new Map<string, { source: string; target: string; all: ChartTransition[] }>();
  for (const transition of chart.transitions) {
    if (staysInside(transition)) continue;
    for (const target of transition.targets) {
      const id = `${transition.source}→${target}`;
      const arrow = arrows.get(id) ?? { source: transition.source, target, all: [] };
      arrow.all.push(transition);
      arrows.set(id, arrow);
    }
  }
  return [...arrows].map(([id, { source, target, all }]) => ({
    id,
    source,
    target,
    transitions: all,
  }));
}

/** What a state does without leaving: one line for each such transition. */
export function insideLines(
  chart: Chart,
  stateId: string,
  suffix: (transition: ChartTransition) => string = () => '',
): readonly string[] {
  return chart.transitions
    .filter((transition) => transition.source === stateId && staysInside(transition))
    .map(
      (transition) =>
        `${transitionLabel(transition)}${transition.reenter ? ' ↻' : ''}${suffix(transition)}`,
    );
}

/** A transition in a few words: `LOGOUT [mustAskFirst]`. */
export function transitionLabel({ trigger, guard }: ChartTransition): string {
  return `${triggerLabel(trigger)}${guard === null ? '' : ` [${guard}]`}`;
}
