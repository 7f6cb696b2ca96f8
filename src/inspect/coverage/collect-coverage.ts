import type { AnyActorRef, AnyStateMachine, InspectionEvent } from 'xstate';
import type { Chart } from '../chart/chart.js';
import { readRunningChart } from '../chart/read-running-chart.js';
import { deriveTaken } from '../recording/derive-taken.js';
import { activeIds } from '../recording/entry.js';
import {
  isChange,
  isMachine,
  partsOf,
  transitionId,
  transitionsIn,
  watchEveryActor,
  watchSystem,
} from '../xstate.js';
import type { Change } from '../xstate.js';
import type { Coverage } from './coverage.js';
import { isLeftOut } from './left-out.js';

/** Counts what machines take. */
export interface CoverageCollector {
  /** Pass it to `createActor(machine, { inspect })`, or to `createAuth({ inspect })`. */
  readonly inspect: (event: InspectionEvent) => void;
  /** Follows an actor that runs, and all of its system, from now on; returns what ends it. */
  readonly watch: (actor: AnyActorRef) => () => void;
  /**
   * Follows every actor that starts from now on, wherever it is made, as long as it is made with this
   * copy of XState; returns what ends it. For tests: an app should pass {@link CoverageCollector.inspect}.
   */
  readonly watchAll: () => () => void;
  /** What was taken so far: one for each machine, in the order in which they were seen. */
  readonly coverage: () => readonly Coverage[];
  /** The charts of the same machines, in the same order. */
  readonly charts: () => readonly Chart[];
}

interface Counted {
  readonly machine: string;
  readonly chart: Chart;
  readonly states: Map<string, number>;
  readonly transitions: Map<string, number>;
}

/** What is known of one actor of a machine. */
interface Followed {
  readonly counted: Counted;
  active: ReadonlySet<string>;
  value: unknown;
  /** Whether XState has told the transitions of the step that is under way. */
  isTold: boolean;
}

/**
 * Collects which states and transitions a real run takes, of any XState v5 machine: in a test, in an
 * app, in as many actors as you like. It keeps ids and numbers, and nothing that an event carries.
 *
 * @param changed - Called after each step that was counted.
 *
 * @example
 * ```ts
 * const collector = collectCoverage()
 * const actor = createActor(checkoutMachine, { inspect: collector.inspect }).start()
 * actor.send({ type: 'PAY' })
 * await writeFile('coverage.html', await toCoverageHtml([{ machine: checkoutMachine, coverage: collector.coverage()[0] }]))
 * ```
 */
export function collectCoverage(changed: () => void = () => {}): CoverageCollector {
  const machines = new Map<string, Counted>();
  const actors = new WeakMap<object, Followed>();
  let last: InspectionEvent | null = null;

  function follow(actor: InspectionEvent['actorRef']): Followed | null {
    const known = actors.get(actor);
    if (known) return known;
    const { logic } = partsOf(actor);
    if (!isMachine(logic)) return null;
    const counted = machines.get(logic.id) ?? counting(logic);
    machines.set(logic.id, counted);
    const made = { counted, active: new Set<string>(), value: undefined, isTold: false };
    actors.set(actor, made);
    return made;
  }

  function inspect(event: InspectionEvent): void {
    if (last === event) return;
    last = event;
    if (!isChange(event)) return;
    const followed = follow(event.actorRef);
    if (!followed) return;
    count(followed, event);
    changed();
  }

  return {
    inspect,
    watch(actor) {
      const followed = follow(actor);
      if (followed && followed.value === undefined) {
        followed.value = valueOf(actor.getSnapshot());
        enter(followed, followed.value);
      }
      return watchSystem(actor, inspect);
    },
    watchAll: () => watchEveryActor(inspect, (actor) => !isLeftOut(actor)),
    charts: () => [...machines.values()].map(({ chart }) => chart),
    coverage: () =>
      [...machines.values()].map(({ machine, states, transitions }) => ({
        machine,
        states: Object.fromEntries(states),
        transitions: Object.fromEntries(transitions),
      })),
  };
}

function counting(machine: AnyStateMachine): Counted {
  return {
    machine: machine.id,
    chart: readRunningChart(machine),
    states: new Map(),
    transitions: new Map(),
  };
}

/** Counts what a change has taken: as XState tells it, or else as the two snapshots do. */
function count(followed: Followed, event: Change): void {
  const { chart, transitions } = followed.counted;
  const value = valueOf(event.snapshot);
  const taken = transitionsIn(event);
  for (const transition of taken ?? []) add(transitions, transitionId(transition));
  if (taken) followed.isTold = true;
  if (event.type === '@xstate.snapshot') {
    const isStep = followed.value !== undefined && !followed.isTold;
    const derived = isStep ? deriveTaken(chart, event.event.type, followed.value, value) : [];
    for (const { id } of derived) add(transitions, id);
    followed.isTold = false;
    followed.value = value;
  }
  enter(followed, value);
}

/** Counts the states that are active now and were not before. */
function enter(followed: Followed, value: unknown): void {
  const { chart, states } = followed.counted;
  const now = activeIds(chart, value);
  for (const id of now) if (!followed.active.has(id) && id !== chart.root.id) add(states, id);
  followed.active = now;
}

function add(counts: Map<string, number>, id: string): void {
  counts.set(id, (counts.get(id) ?? 0) + 1);
}

function valueOf(snapshot: unknown): unknown {
  return typeof snapshot === 'object' && snapshot !== null && 'value' in snapshot
    ? snapshot.value
    : undefined;
}
