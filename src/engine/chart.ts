import { type Actor, createActor } from 'xstate';
import type { AuthMachine } from '../machines/auth-machine.js';
import { type AuthView, isSameView, toAuthView } from '../machines/view.js';
import type { Clock } from '../services/environment.js';
import type { Auth } from './auth.js';
import { notifyAll, register } from './notices.js';
import type { AuthOptions } from './options.js';

/** The statechart that runs, and what an app is shown of it. */
export interface Chart {
  readonly actor: Actor<AuthMachine>;
  /** The same object until something changes. */
  readonly getView: Auth['getView'];
  readonly subscribe: Auth['subscribe'];
  /** The signal of the session that is shown, or one that has aborted. */
  readonly signal: () => AbortSignal;
  /** What is shown of a view, from now on: see {@link Projection}. */
  readonly project: (projection: Projection) => void;
}

/** Makes out of a view, and the generation of the session in it, what is shown of it. */
export type Projection = (view: AuthView, generation: string | undefined) => AuthView;

interface ChartOptions extends Pick<AuthOptions, 'inspect'> {
  readonly clock: Clock;
  /** What is shown until the device has been asked. */
  readonly initial: AuthView;
  readonly reportError: (error: unknown) => void;
}

/** Makes the actor, which is not started yet, and its view. */
export function createChart(
  machine: AuthMachine,
  { reportError, initial, ...options }: ChartOptions,
): Chart {
  const actor = createActor(machine, { id: 'auth', ...options });
  const listeners = new Set<(view: AuthView) => void>();
  let project: Projection = (shown) => shown;
  let view = initial;
  let reach = new AbortController();
  if (!view.isAuthenticated) reach.abort();

  function show() {
    const snapshot = actor.getSnapshot();
    const known = toAuthView(snapshot);
    const next = project(
      known.ready || !initial.ready ? known : initial,
      snapshot.context.session?.generation,
    );
    if (isSameView(view, next)) return;
    view = next;
    if (!view.isAuthenticated) reach.abort();
    else if (reach.signal.aborted) reach = new AbortController();
    notifyAll(listeners, view, reportError);
  }
  actor.subscribe(show);

  return {
    actor,
    getView: () => view,
    subscribe: (listener) => register(listeners, listener),
    signal: () => reach.signal,
    project(projection) {
      project = projection;
      show();
    },
  };
}
