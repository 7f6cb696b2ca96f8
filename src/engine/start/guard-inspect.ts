import type { AuthOptions } from '../options.js';

/** The observer, if there is one, with its errors reported: they must not come in the way of a logout. */
export function guardInspect(
  { inspect }: AuthOptions,
  reportError: (error: unknown) => void,
): Pick<AuthOptions, 'inspect'> {
  if (!inspect) return {};
  return {
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
