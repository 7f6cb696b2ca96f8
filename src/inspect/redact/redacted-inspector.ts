import type { ActorRefLike, InspectionEvent, Observer } from 'xstate';
import { guardName, namedActions } from '../chart/names.js';
import type { RawTransition } from '../xstate.js';
import { isChange, transitionId, transitionsIn, withTransitions } from '../xstate.js';
import { createChecker } from '../../options/index.js';
import type { MachineAllowList } from './allow-list.js';
import { allowListsRule } from './allow-list.js';
import type { Policy } from './policy.js';
import { policiesOf } from './policy.js';
import { redactEvent, redactSnapshot } from './redact-record.js';
import { redactFields, redactName } from './redact-value.js';
import { StandIns } from './stand-in.js';

const checker = createChecker('createRedactedInspector');

/** Where inspection events may go: a function, an observer, or an inspector that has one. */
export type InspectionSink =
  | ((event: InspectionEvent) => void)
  | Observer<InspectionEvent>
  | { readonly inspect: Observer<InspectionEvent> | ((event: InspectionEvent) => void) };

/** What {@link createRedactedInspector} takes. */
export interface RedactionOptions {
  /** Your own machines with their public fields. Those of this package need no entry. */
  readonly machines?: readonly MachineAllowList[];
}

/**
 * Stands between an actor and whoever watches it. Forwards every kind of XState inspection event with
 * ids, names, state values, event types and allow-listed public fields; every other value becomes its
 * type (`‹string›`), errors become `{ name, code }`, and actors become inert stand-ins. The user's
 * profile, e-mail address included, is not on the list.
 *
 * A sink that throws is reported and never reaches the actor.
 *
 * @throws ConfigurationError.
 * @example
 * ```ts
 * const auth = createAuth({
 *   publishableKey: 'pk_test_1',
 *   inspect: createRedactedInspector((event) => console.log(event.type)),
 * })
 * ```
 */
export function createRedactedInspector(
  sink: InspectionSink,
  options: RedactionOptions = {},
): (event: InspectionEvent) => void {
  checker.check(options, { machines: allowListsRule });
  const forward = receiverOf(sink);
  const standIns = new StandIns(policiesOf(options.machines));
  return (event) => {
    try {
      forward(redact(event, standIns));
    } catch (error) {
      report(error);
    }
  };
}

function redact(event: InspectionEvent, standIns: StandIns): InspectionEvent {
  const actor: ActorRefLike = event.actorRef;
  const policy = standIns.policyOf(actor);
  const base = { rootId: redactName(event.rootId), actorRef: standIns.of(actor) };
  const taken = transitionsIn(event);
  if (taken && isChange(event))
    return withTransitions(
      { type: event.type, ...base, ...change(event, policy) },
      taken.map(redactTransition),
    );
  switch (event.type) {
    case '@xstate.actor':
      return { type: event.type, ...base };
    case '@xstate.event':
      return {
        type: event.type,
        ...base,
        sourceRef: event.sourceRef && standIns.of(event.sourceRef),
        event: redactEvent(event.event, policy),
      };
    case '@xstate.snapshot':
    case '@xstate.transition':
      return { type: event.type, ...base, ...change(event, policy) };
    case '@xstate.action':
      return {
        type: event.type,
        ...base,
        action: {
          type: redactName(event.action.type),
          params:
            event.action.params === undefined
              ? undefined
              : redactFields(event.action.params, policy.params),
        },
      };
    case '@xstate.microstep':
    default:
      return { type: unknownType(event), ...base } as InspectionEvent;
  }
}

function unknownType({ type }: { readonly type: string }): string {
  return type.startsWith('@') ? `@${redactName(type.slice(1))}` : redactName(type);
}

function change(
  { event, snapshot }: Extract<InspectionEvent, { snapshot: unknown }>,
  policy: Policy,
): { event: ReturnType<typeof redactEvent>; snapshot: ReturnType<typeof redactSnapshot> } {
  return { event: redactEvent(event, policy), snapshot: redactSnapshot(snapshot, policy) };
}

/** A transition that was taken, in names. */
export interface TakenTransition {
  /** Its source, its event, and which of that event's branches it is: `auth.loggedOut:SIGN_IN:0`. */
  readonly id: string;
  readonly eventType: string;
  readonly source: { readonly id: string };
  readonly target: readonly { readonly id: string }[];
  readonly guard: string | null;
  readonly actions: readonly string[];
  readonly reenter: boolean;
}

function redactTransition(transition: RawTransition): TakenTransition {
  return {
    id: redactName(transitionId(transition)),
    eventType: redactName(transition.eventType),
    source: { id: redactName(transition.source.id) },
    target: (transition.target ?? []).map(({ id }) => ({ id: redactName(id) })),
    guard: guardName(transition.guard),
    actions: namedActions(transition.actions).map(redactName),
    reenter: transition.reenter,
  };
}

function receiverOf(sink: InspectionSink): (event: InspectionEvent) => void {
  if (typeof sink === 'function') return sink;
  if (typeof sink === 'object' && sink !== null) {
    if ('inspect' in sink) return receiverOf(sink.inspect);
    if ('next' in sink && typeof sink.next === 'function') return (event) => sink.next?.(event);
  }
  return checker.fail(
    'sink',
    'must be a function, an observer ({ next }) or an inspector ({ inspect }). ' +
      'Wrap an adapter of @statelyai/inspect in its createInspector() first',
  );
}

function report(error: unknown): void {
  if (typeof reportError === 'function') reportError(error);
  else console.error('An inspector failed:', error);
}
