import type { Chart, ChartTransition } from '../chart/chart.js';
import { staysInside } from '../chart/arrows.js';
import type { SvgNode } from '../svg/svg-node.js';
import type { Coverage } from './coverage.js';

/** What a count is called: `×12`; nothing for what was never taken. */
export function countLabel(count: number | undefined): string {
  return count ? ` ×${count}` : '';
}

/**
 * Marks a drawn chart: every state, arrow and name gets the class `covered`, `missed`, or `partly` for
 * an arrow of several transitions of which some were taken; every name says which transition it is.
 */
export function markCoverage(picture: SvgNode, chart: Chart, coverage: Coverage): SvgNode {
  const arrows = new Map<string, ChartTransition[]>();
  const inside = new Map<string, ChartTransition[]>();
  for (const transition of chart.transitions)
    if (staysInside(transition)) push(inside, transition.source, transition);
    else
      for (const target of transition.targets)
        push(arrows, `${transition.source}→${target}`, transition);
  const isTaken = ({ id }: ChartTransition): boolean => Boolean(coverage.transitions[id]);

  const mark = (node: SvgNode): SvgNode => {
    const { 'data-state': state, 'data-arrow': arrow } = node.attributes;
    if (state !== undefined && node.tag === 'g') {
      const isRoot = state === chart.root.id;
      const names = nameLines(node, inside.get(String(state)) ?? [], isTaken, 'inside');
      return withClass(
        { ...node, children: names },
        isRoot ? '' : coverage.states[String(state)] ? 'covered' : 'missed',
      );
    }
    const drawn = arrow === undefined ? undefined : arrows.get(String(arrow));
    if (drawn) {
      const names = nameLines(node, drawn, isTaken, null);
      return withClass({ ...node, children: names }, wordFor(drawn.map(isTaken)));
    }
    return { ...node, children: node.children.map(each) };
  };
  const each = (child: SvgNode | string): SvgNode | string =>
    typeof child === 'string' ? child : mark(child);
  return mark(picture);
}

/** Says of every name which transition it is, and marks nothing. */
export function nameTransitions(picture: SvgNode, chart: Chart): SvgNode {
  const unmarked = (node: SvgNode, marked: SvgNode): SvgNode => ({
    ...node,
    attributes: {
      ...marked.attributes,
      ...('class' in node.attributes && { class: node.attributes['class'] }),
    },
    children: node.children.map((child, index) => {
      const other = marked.children[index];
      return typeof child === 'string' || other === undefined || typeof other === 'string'
        ? child
        : unmarked(child, other);
    }),
  });
  const nothing = { machine: chart.root.id, states: {}, transitions: {} };
  return unmarked(picture, markCoverage(picture, chart, nothing));
}

/** Marks the lines that name transitions, in the order in which they are drawn. */
function nameLines(
  { children }: SvgNode,
  transitions: readonly ChartTransition[],
  isTaken: (transition: ChartTransition) => boolean,
  kind: string | null,
): readonly (SvgNode | string)[] {
  let next = 0;
  return children.map((child) => {
    if (typeof child === 'string' || child.tag !== 'text') return child;
    if (kind !== null && child.attributes['class'] !== kind) return child;
    const transition = transitions[next];
    next += 1;
    if (!transition) return child;
    const marked = { ...child.attributes, 'data-transition': transition.id };
    return withClass({ ...child, attributes: marked }, isTaken(transition) ? 'covered' : 'missed');
  });
}

/** What an arrow of several transitions is called. */
export function wordFor(taken: readonly boolean[]): 'covered' | 'missed' | 'partly' {
  if (taken.every(Boolean)) return 'covered';
  return taken.some(Boolean) ? 'partly' : 'missed';
}

function withClass(node: SvgNode, name: string): SvgNode {
  const classes = [node.attributes['class'], name].filter(Boolean).join(' ');
  return { ...node, attributes: { ...node.attributes, class: classes } };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

/** The colours of coverage: every text keeps its contrast. */
export const coverageColours = {
  light: '--covered:#166534;--missed:#c81e1e',
  dark: '--covered:#4ade80;--missed:#ff8a80',
} as const;

/** How coverage is drawn, in terms of {@link coverageColours}. */
export const coverageCss = `
.chart .state.covered>.box{stroke:var(--covered);stroke-width:1.8}
.chart .state.missed>.box{stroke:var(--missed);stroke-width:1.8;stroke-dasharray:5 4}
.chart .arrow.covered .line{stroke:var(--covered);stroke-width:1.8}
.chart .arrow.covered .head{fill:var(--covered)}
.chart .arrow.missed .line,.chart .arrow.partly .line{stroke:var(--missed);stroke-width:1.8}
.chart .arrow.missed .line{stroke-dasharray:5 4}
.chart .arrow.missed .head,.chart .arrow.partly .head{fill:var(--missed)}
.chart text.covered{fill:var(--covered)}
.chart text.missed{fill:var(--missed);font-weight:650}
.chart text.missed[data-transition]{cursor:pointer;text-decoration:underline dotted}
`;
