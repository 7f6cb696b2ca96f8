import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { initialTransition, transition } from 'xstate';
import type { Chart, ChartState, ChartTransition } from '../chart/chart.js';
import { stateOf } from '../chart/chart.js';
import { isChart } from '../chart/chart-of.js';
import { readChart } from '../chart/read-chart.js';
import { activeIds } from '../recording/entry.js';
import { transitionsFor } from '../xstate.js';
import type { TestStep } from './machine-test.js';

/** So many situations are looked at before a path is guessed from the chart alone. */
const SITUATIONS = 400;

/** A way to a transition: events in order, the last one takes it. */
export interface PathTo {
  /** The state in which the machine starts. */
  readonly start: unknown;
  readonly steps: readonly TestStep[];
}

interface Situation {
  readonly snapshot: AnyMachineSnapshot;
  readonly steps: readonly TestStep[];
}

/**
 * The shortest path that takes a transition, found by running the machine without its services; where
 * guards or payloads bar every way, and for a chart alone, the shortest one in the chart, with the
 * guards that must hold. Null for a transition that no arrow leads to.
 */
export function pathTo(machine: AnyStateMachine | Chart, transitionId: string): PathTo | null {
  const chart = isChart(machine) ? machine : readChart(machine);
  const wanted = chart.transitions.find(({ id }) => id === transitionId);
  if (!wanted) return null;
  const way = isChart(machine) ? undefined : walk(machine, chart).get(transitionId);
  return way ?? drawn(chart, wanted);
}

const walks = new WeakMap<AnyStateMachine, ReadonlyMap<string, PathTo>>();

/** The shortest path to each transition that the machine takes when it runs without its services. */
function walk(machine: AnyStateMachine, chart: Chart): ReadonlyMap<string, PathTo> {
  const known = walks.get(machine);
  if (known) return known;
  const paths = new Map<string, PathTo>();
  walks.set(machine, paths);
  const first = attempt(() => initialTransition(machine)[0]);
  if (!first) return paths;
  const start: unknown = first.value;
  const silent = chart.transitions.filter(({ trigger }) => isSilent(trigger.kind));
  const seen = new Set<string>();
  let edge: Situation[] = [{ snapshot: first, steps: [] }];
  while (edge.length > 0 && seen.size < SITUATIONS) {
    const next: Situation[] = [];
    for (const { snapshot, steps } of edge)
      for (const event of eventsAt(chart, snapshot)) {
        const taken = attempt(() => transitionsFor(machine, snapshot, { type: event })) ?? [];
        if (taken.length === 0) continue;
        const after = attempt(() => transition(machine, snapshot, { type: event })[0]);
        if (!after) continue;
        const path = { start, steps: [...steps, { event, value: after.value as unknown }] };
        const passed = silent.filter((each) => passes(chart, each, snapshot, after));
        for (const id of [...taken, ...passed.map((each) => each.id)])
          if (!paths.has(id)) paths.set(id, path);
        const key = keyOf(after);
        if (seen.has(key)) continue;
        seen.add(key);
        next.push({ snapshot: after, steps: path.steps });
      }
    edge = next;
  }
  return paths;
}

/** Whether a transition is taken without an event from outside. */
function isSilent(kind: ChartTransition['trigger']['kind']): boolean {
  return kind === 'always' || kind === 'stateDone';
}

/** Whether an eventless transition was taken on the way: its target is new, and its source is not on. */
function passes(
  chart: Chart,
  { source, targets }: ChartTransition,
  before: AnyMachineSnapshot,
  after: AnyMachineSnapshot,
): boolean {
  const [was, is] = [activeIds(chart, before.value), activeIds(chart, after.value)];
  return (
    targets.length > 0 &&
    !is.has(source) &&
    targets.every((target) => is.has(target) && !was.has(target))
  );
}

function eventsAt(chart: Chart, { value }: AnyMachineSnapshot): readonly string[] {
  const active = activeIds(chart, value);
  return [
    ...new Set(
      chart.transitions
        .filter(({ source, trigger }) => active.has(source) && !/^$|\*/.test(trigger.event))
        .map(({ trigger }) => trigger.event),
    ),
  ];
}

function keyOf({ value, context }: AnyMachineSnapshot): string {
  return `${JSON.stringify(value)}${attempt(() => JSON.stringify(context)) ?? ''}`;
}

/** What a machine makes of an event without a payload may throw: then there is no way that way. */
function attempt<T>(run: () => T): T | null {
  try {
    return run();
  } catch {
    return null;
  }
}

/** The shortest path by arrows alone. */
function drawn(chart: Chart, wanted: ChartTransition): PathTo | null {
  const arrows = new Map<string, readonly ChartTransition[]>([[chart.root.id, []]]);
  for (const id of entered(chart.root)) arrows.set(id, []);
  let edge = [...arrows.keys()];
  while (edge.length > 0 && !arrows.has(wanted.source)) {
    const next: string[] = [];
    for (const arrow of chart.transitions) {
      const before = edge.includes(arrow.source) ? arrows.get(arrow.source) : undefined;
      if (!before) continue;
      for (const id of arrow.targets.flatMap((target) => reached(chart, target)))
        if (!arrows.has(id)) {
          arrows.set(id, [...before, arrow]);
          next.push(id);
        }
    }
    edge = next;
  }
  const before = arrows.get(wanted.source);
  return before
    ? {
        start: undefined,
        steps: [...before, wanted]
          .filter(({ trigger }) => trigger.event !== '')
          .map(({ trigger, guard }) => ({ event: trigger.event, guard })),
      }
    : null;
}

/** The states that are entered with a state: those around it, and its first ones inside. */
function reached(chart: Chart, id: string): readonly string[] {
  const state = stateOf(chart, id);
  const around = (outer: ChartState): readonly string[] =>
    outer.id === id
      ? [id]
      : outer.states.map(around).flatMap((found) => (found.length > 0 ? [outer.id, ...found] : []));
  return [...around(chart.root), ...(state ? entered(state) : [])];
}

function entered(state: ChartState): readonly string[] {
  const children = state.states.filter(
    ({ id }) => state.type === 'parallel' || id === state.initial,
  );
  return [state.id, ...children.flatMap(entered)];
}
