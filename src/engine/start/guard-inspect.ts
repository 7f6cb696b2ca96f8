import type { AuthOptions } from '../options.js';

/** The options with an observer whose errors are reported: they must not come in the way of a logout. */
export function guardInspect(
  options: AuthOptions,
  reportError: (error: unknown) => void,
): AuthOptions {
  const { inspect } = options;
  if (!inspect) return options;
  return {
    ...options,
    inspect(event) {
      try {
        if (typeof inspect === 'function') inspect(event);
        else inspect.next?.(event);
      } catch (error) {
        reportError(error);
      }
    },
  };
}
