import type {
  ActorRefLike,
  AnyActorRef,
  AnyEventObject,
  AnyMachineSnapshot,
  AnyStateMachine,
  AnyStateNode,
  InspectionEvent,
} from 'xstate';
import { Actor } from 'xstate';

/*
 * Everything that the inspector and the coverage need of XState beyond its documented interface. A
 * version that changes it needs a second implementation of this file, and of nothing else.
 */

/** What kind of actor something runs. */
export type ActorKind = 'machine' | 'promise' | 'callback' | 'observable' | 'transition' | 'other';

/** A transition that a machine took, as XState hands it over. */
export interface RawTransition {
  readonly eventType: string;
  readonly source: {
    readonly id: string;
    readonly transitions?: ReadonlyMap<string, readonly unknown[]>;
    readonly always?: readonly unknown[] | undefined;
  };
  readonly target?: readonly { readonly id: string }[] | undefined;
  readonly guard?: unknown;
  readonly actions: readonly unknown[];
  readonly reenter: boolean;
}

/** The parts of an actor that its interface leaves out. */
export interface ActorParts {
  readonly id?: unknown;
  readonly src?: unknown;
  readonly systemId?: unknown;
  readonly logic?: unknown;
  readonly system?: unknown;
  readonly _parent?: ActorRefLike | undefined;
}

/** Whether a value is an XState v5 machine, also one of another copy of XState. */
export function isMachine(value: unknown): value is AnyStateMachine {
  return (
    typeof value === 'object' &&
    value !== null &&
    'root' in value &&
    'implementations' in value &&
    'getInitialSnapshot' in value
  );
}

/** The parts of an actor. */
export function partsOf(actor: ActorRefLike): ActorParts {
  return actor as ActorRefLike & ActorParts;
}

/** The transitions of a step, in order; null where the event tells of none. */
export function transitionsIn(event: InspectionEvent): readonly RawTransition[] | null {
  return event.type === '@xstate.microstep' && Array.isArray(event._transitions)
    ? event._transitions
    : null;
}

/** An event that tells how a machine is now: a step with its transitions, or what came of all of them. */
export type Change = Extract<InspectionEvent, { type: '@xstate.microstep' | '@xstate.snapshot' }>;

/** Whether an event tells how a machine is now. */
export function isChange(event: InspectionEvent): event is Change {
  return event.type === '@xstate.microstep' || event.type === '@xstate.snapshot';
}

/** A step, with these transitions in the place of its own. */
export function withTransitions(
  step: Omit<Change, '_transitions'>,
  transitions: readonly unknown[],
): InspectionEvent {
  return { ...step, _transitions: transitions } as unknown as InspectionEvent;
}

/** The states that a snapshot is in, the machine itself included. */
export function activeNodes(snapshot: AnyMachineSnapshot): readonly AnyStateNode[] {
  return snapshot._nodes;
}

/** A transition's id, the same as in its chart: source, event, and which of that event's branches. */
export function transitionId(transition: RawTransition): string {
  const { source, eventType } = transition;
  const branches = eventType === '' ? source.always : source.transitions?.get(eventType);
  return `${source.id}:${eventType}:${Math.max(branches?.indexOf(transition) ?? 0, 0)}`;
}

/** The ids of the transitions that an event would take, its guards asked; none where it is dropped. */
export function transitionsFor(
  machine: AnyStateMachine,
  snapshot: AnyMachineSnapshot,
  event: AnyEventObject,
): readonly string[] {
  return machine.getTransitionData(snapshot, event).map(transitionId);
}

/** Follows all actors of an actor's system; returns the function that ends it. */
export function watchSystem(
  actor: AnyActorRef,
  receive: (event: InspectionEvent) => void,
): () => void {
  const subscription = actor.system.inspect(receive);
  return () => {
    subscription.unsubscribe();
  };
}

interface Startable extends ActorParts {
  readonly system: AnyActorRef['system'];
  start: (this: Startable) => unknown;
  _initState?: (this: Startable, ...state: unknown[]) => unknown;
}

/**
 * Follows every actor that starts from now on, with all of its system, in this copy of XState: the first
 * step of each, too. `wanted` is asked when one starts. Returns the function that ends it.
 */
export function watchEveryActor(
  receive: (event: InspectionEvent) => void,
  wanted: (actor: AnyActorRef) => boolean,
): () => void {
  const prototype = Actor.prototype as unknown as Startable;
  const { start, _initState: initState } = prototype;
  const firstSteps = new WeakMap<object, readonly InspectionEvent[]>();
  const watched = new WeakSet<object>();
  let isOver = false;
  if (initState)
    prototype._initState = function keepFirstStep(this: Startable, ...state) {
      if (isOver || this._parent) return initState.apply(this, state);
      const heard: InspectionEvent[] = [];
      const hearing = this.system.inspect((event) => heard.push(event));
      const result = initState.apply(this, state);
      hearing.unsubscribe();
      firstSteps.set(this, heard);
      return result;
    };
  prototype.start = function watchThenStart(this: Startable) {
    const actor = this as unknown as AnyActorRef;
    if (!isOver && !this._parent && !watched.has(this) && wanted(actor)) {
      watched.add(this);
      for (const event of firstSteps.get(this) ?? []) receive(event);
      this.system.inspect((event) => {
        if (!isOver) receive(event);
      });
    }
    return start.call(this);
  };
  return () => {
    isOver = true;
  };
}

/** What kind of actor a logic makes. */
export function kindOf(logic: unknown): ActorKind {
  if (isMachine(logic)) return 'machine';
  if (typeof logic !== 'object' || logic === null) return 'other';
  const known = kinds.get(logic) ?? guessKind(logic);
  kinds.set(logic, known);
  return known;
}

const kinds = new WeakMap<object, ActorKind>();

interface Logic {
  readonly config?: unknown;
  readonly start?: unknown;
  readonly getInitialSnapshot?: (scope: object, input: unknown) => unknown;
  readonly transition?: (snapshot: unknown, event: object, scope: object) => unknown;
}

/** The logics that XState makes have no name: they are known by what their snapshots hold. */
function guessKind(logic: Logic): ActorKind {
  const { config, start, transition } = logic;
  if (typeof config !== 'function' || typeof transition !== 'function') return 'other';
  if (typeof start !== 'function') return 'transition';
  try {
    const first = logic.getInitialSnapshot?.({ self: {} }, undefined);
    if (typeof first === 'object' && first !== null && '_subscription' in first)
      return 'observable';
    const asked = { status: 'active', output: undefined, error: undefined, input: undefined };
    const answer = transition(asked, { type: 'xstate.promise.resolve' }, { self: {} });
    return statusOf(answer) === 'done' ? 'promise' : 'callback';
  } catch {
    return 'callback';
  }
}

function statusOf(snapshot: unknown): unknown {
  return typeof snapshot === 'object' && snapshot !== null && 'status' in snapshot
    ? snapshot.status
    : undefined;
}
