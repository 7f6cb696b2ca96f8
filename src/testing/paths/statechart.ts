import type { AnyActorScope, AnyStateNode, AnyTransitionDefinition, EventObject } from 'xstate';
import { createActor, initialTransition } from 'xstate';
import { activeNodes, transitionId, transitionsIn } from '../../inspect/xstate.js';
import type { AuthSnapshot } from '../../machines/index.js';
import { authMachine } from '../../machines/index.js';

/** A snapshot, and the ids of the transitions that led to it. */
export interface Move {
  readonly auth: AuthSnapshot;
  readonly taken: readonly string[];
}

function nodesBelow(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesBelow)];
}

const short = (id: string) => (id === 'auth' ? id : id.replace(/^auth\./, ''));

function describe(transition: AnyTransitionDefinition, index: number, of: number): string {
  const event = transition.eventType
    .replace(/^xstate\.(done|error)\.actor\./, '$1 ')
    .replace(/^xstate\.done\.state\..*/, 'done')
    .replace(/^xstate\.after\.(\w+)\..*/, 'after $1');
  const targets = transition.target?.map((node) => short(node.id)).join(', ') ?? '(stays)';
  const choice = of > 1 ? ` [${index + 1}/${of}]` : '';
  return `${short(transition.source.id)} · ${event || 'always'}${choice} → ${targets}`;
}

const nodes = nodesBelow(authMachine.root);

/** The names of all transitions, by the ids that pictures and coverage know them by. */
export const transitionNames: ReadonlyMap<string, string> = new Map(
  nodes.flatMap((node) =>
    [...node.transitions.values(), node.always ?? []].flatMap((choices) =>
      choices.map((transition, index): [string, string] => [
        `${node.id}:${transition.eventType}:${index}`,
        describe(transition, index, choices.length),
      ]),
    ),
  ),
);

/** The ids of all states of the shipped statechart. */
export const allStates: readonly string[] = nodes.map(({ id }) => short(id));

/** The names of all transitions of the shipped statechart. */
export const allTransitions: readonly string[] = [...transitionNames.values()];

/** The ids of the states that a snapshot is in. */
export function statesOf(auth: AuthSnapshot): string[] {
  return activeNodes(auth).map(({ id }) => short(id));
}

/** The statechart as it is when the page opens. */
export function open(): AuthSnapshot {
  return initialTransition(authMachine)[0];
}

const scope = createScope();

/**
 * Feeds one event to the statechart, purely: no service runs. Internal events (`xstate.done.actor.…`)
 * are events like any other here.
 */
export function move(auth: AuthSnapshot, event: EventObject): Move {
  scope.taken = [];
  const after = authMachine.transition(auth, event as never, scope.actorScope);
  return { auth: after, taken: scope.taken };
}

/** What a transition needs around it, and a note of the transitions that were taken. */
function createScope() {
  const note = {
    taken: [] as string[],
    actorScope: {} as AnyActorScope,
  };
  const self = createActor(authMachine, {
    inspect: (inspected) => {
      for (const transition of transitionsIn(inspected) ?? []) {
        const name = transitionNames.get(transitionId(transition));
        if (name) note.taken.push(name);
      }
    },
  });
  note.actorScope = {
    self,
    system: self.system,
    id: '',
    sessionId: '',
    logger: () => {},
    defer: () => {},
    emit: () => {},
    stopChild: () => {},
    actionExecutor: () => {},
  };
  return note;
}

/** Whether a service is under way. */
export function isRunning(auth: AuthSnapshot | null, service: string): boolean {
  return auth !== null && service in auth.children;
}

const delayOf: Readonly<Record<string, string>> = {
  restoreSession: 'restoreTimeout',
  verifySignIn: 'signInTimeout',
  commitSession: 'commitTimeout',
  refreshSession: 'refreshTimeout',
  askLogoutGuards: 'guardTimeout',
  clearDevice: 'clearTimeout',
  revokeSession: 'revokeTimeout',
  runCleaners: 'cleanupTimeout',
};

/** The events that a service can cause. */
export const eventOf = {
  done: (service: string, output?: unknown): EventObject =>
    Object.assign({ type: `xstate.done.actor.${service}` }, { output, actorId: service }),
  error: (service: string, error: unknown = new Error('failed')): EventObject =>
    Object.assign({ type: `xstate.error.actor.${service}` }, { error, actorId: service }),
  timeout(auth: AuthSnapshot, service: string): EventObject {
    const owner = activeNodes(auth).find((node) => node.invoke.some(({ id }) => id === service));
    return { type: `xstate.after.${delayOf[service]}.${owner?.id}` };
  },
};
