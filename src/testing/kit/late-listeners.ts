import { method } from './disguise.js';

type Listener = Parameters<EventTarget['addEventListener']>;
type Handler = ((event: Event) => unknown) | null;

/** The listeners of an object that is not there yet. */
export interface LateListeners {
  /** What takes listeners, in the disguise of the object. */
  readonly members: Readonly<Record<string, PropertyDescriptor>>;
  /** Gives all of them to the real object, now and from now on. */
  handOver(real: EventTarget): void;
  /** Calls those of an event that the real object will never have; `target` is what it says it is. */
  fire(type: string, target: object): void;
}

/** Takes listeners, and handlers of these types, on behalf of an object to come. */
export function createLateListeners(types: readonly string[]): LateListeners {
  const kept: Listener[] = [];
  const handlers = new Map<string, Handler>();
  let real: EventTarget | undefined;

  const handlerOf = (type: string): PropertyDescriptor => ({
    get: () => handlers.get(type) ?? null,
    set(handler: Handler) {
      handlers.set(type, handler);
      if (real) Reflect.set(real, `on${type}`, handler);
    },
  });

  return {
    members: {
      addEventListener: method((...listener: Listener) => {
        if (real) real.addEventListener(...listener);
        else kept.push(listener);
      }),
      removeEventListener: method((...[type, callback, options]: Listener) => {
        if (real) return real.removeEventListener(type, callback, options);
        const at = kept.findIndex((each) => each[0] === type && each[1] === callback);
        if (at >= 0) kept.splice(at, 1);
      }),
      dispatchEvent: method((event: Event) => real?.dispatchEvent(event) ?? true),
      ...Object.fromEntries(types.map((type) => [`on${type}`, handlerOf(type)])),
    },
    handOver(target) {
      real = target;
      for (const [type, handler] of handlers) Reflect.set(target, `on${type}`, handler);
      for (const listener of kept.splice(0)) target.addEventListener(...listener);
    },
    fire(type, target) {
      const event = new Event(type, { cancelable: true });
      Object.defineProperty(event, 'target', { value: target });
      handlers.get(type)?.(event);
      for (const [of, callback] of [...kept])
        if (of === type)
          if (typeof callback === 'function') callback(event);
          else callback?.handleEvent(event);
    },
  };
}
