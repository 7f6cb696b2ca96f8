import type { InspectionEvent } from 'xstate';
import { notifyAll } from '../notices.js';
import type { AuthOptions } from '../options.js';

/** The observer, if there is one, with its errors reported: they must not come in the way of a logout. */
export function guardInspect(
  { inspect }: AuthOptions,
  reportError: (error: unknown) => void,
): Pick<AuthOptions, 'inspect'> {
  if (!inspect) return {};
  const listener: (event: InspectionEvent) => void =
    typeof inspect === 'function' ? inspect : (event) => inspect.next?.(event);
  return {
    inspect: (event) => notifyAll([listener], event, reportError),
  };
}
