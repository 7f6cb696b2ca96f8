import type { Observer } from 'xstate';
import type { Auth } from '../../engine/index.js';
import type { AuthSnapshot, AuthView } from '../../machines/index.js';
import { isSameView } from '../../machines/index.js';

/** An engine's outside, which can be ahead of the engine for a moment. */
export interface AheadOf extends Pick<Auth, 'getView' | 'subscribe' | 'actor'> {
  /** Shows this view in place of the engine's; null shows the engine's again. */
  show(view: AuthView | null): void;
  /** The view that is shown in place of the engine's. */
  readonly shown: AuthView | null;
}

type SnapshotObserver = ((snapshot: AuthSnapshot) => void) | Observer<AuthSnapshot>;

/** Lets an engine show a state that it is still on the way to. */
export function createAheadOf(engine: Auth, first: AuthView): AheadOf {
  let shown: AuthView | null = first;
  let snapshot = { ...engine.actor.getSnapshot() };
  const listeners = new Set<(view: AuthView) => void>();
  const observers = new Set<() => void>();

  engine.subscribe((view) => {
    if (!shown) for (const listener of [...listeners]) listener(view);
  });

  const actor = new Proxy(engine.actor, {
    get(target, name) {
      if (name === 'getSnapshot') return () => (shown ? snapshot : target.getSnapshot());
      if (name === 'subscribe') return subscribeActor;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

  function subscribeActor(observer: SnapshotObserver) {
    const next = () => {
      const value = actor.getSnapshot();
      if (typeof observer === 'function') observer(value);
      else observer.next?.(value);
    };
    const subscription = engine.actor.subscribe(next);
    observers.add(next);
    return {
      unsubscribe() {
        observers.delete(next);
        subscription.unsubscribe();
      },
    };
  }

  return {
    actor,
    get shown() {
      return shown;
    },
    getView: () => shown ?? engine.getView(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show(view) {
      const before = shown ?? engine.getView();
      shown = view;
      snapshot = { ...engine.actor.getSnapshot() };
      for (const observer of [...observers]) observer();
      const now = view ?? engine.getView();
      if (!isSameView(before, now)) for (const listener of [...listeners]) listener(now);
    },
  };
}
