import type { Backend } from '../../services/backend.js';

/** How many methods of a backend are being called in this very tick. */
let depth = 0;

/** Whether this is asked by what a backend calls: a global `fetch` of the app's own, for one. */
export const isAskedByBackend = (): boolean => depth > 0;

/**
 * The backend, of which it is known while a method is called. What asks the engine for tokens then must not wait:
 * they may be what that call is to bring.
 */
export function watchCalls(backend: Backend): Backend {
  return new Proxy(backend, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name, target);
      if (typeof method !== 'function') return method;
      return (...input: unknown[]): unknown => {
        depth += 1;
        try {
          return Reflect.apply(method, target, input);
        } finally {
          depth -= 1;
        }
      };
    },
  });
}
