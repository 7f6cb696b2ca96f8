import type { InspectionEvent } from 'xstate';
import type { AuthOptions } from '../options.js';

/** An observer's error is reported: it must not come in the way of a logout. */
export function guardInspect(
  inspect: NonNullable<AuthOptions['inspect']>,
  reportError: (error: unknown) => void,
): (event: InspectionEvent) => void {
  return (event) => {
    try {
      if (typeof inspect === 'function') inspect(event);
      else inspect.next?.(event);
    } catch (error) {
      reportError(error);
    }
  };
}
