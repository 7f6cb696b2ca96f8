import { type AuthContext, initialContext, vacantContext } from '../../machines/context.js';
import {
  type AuthSnapshot,
  type AuthView,
  type InitializingView,
  toAuthView,
} from '../../machines/view.js';
import type { Environment } from '../../services/environment.js';
import { type Names, namesFor } from '../../services/names.js';
import { isVacant, tryLocalStorage } from '../../services/vacancy.js';
import type { InitialState } from '../options.js';

const viewOf = (value: string, context: object) =>
  toAuthView({ value, context: context as AuthContext } as AuthSnapshot);

/** What is shown before the device was asked and a server has said anything. */
export const initializing = viewOf('initializing', initialContext) as InitializingView;

/** What is shown where it is known that nobody is signed in. */
export const nobody = viewOf('loggedOut', vacantContext);

/**
 * What is shown for the server's word; undefined where it has none. With the names of what the device keeps
 * it is nobody, too, where that says that the session was signed out here.
 */
export const viewOfState = (
  state: InitialState | undefined,
  names?: Names,
  environment: Partial<Environment> = {},
): AuthView | undefined =>
  state?.user && !(names && isSignedOut(names, environment, state))
    ? viewOf('authenticated', { ...vacantContext, session: state })
    : state?.user || state?.status === 'anonymous'
      ? nobody
      : undefined;

/** Whether there is a tombstone of a session, or one of whichever is on disk. */
const isSignedOut = (
  { tombstones, wildcard }: Names,
  environment: Partial<Environment>,
  { sessionId }: InitialState,
) =>
  tryLocalStorage(environment, (storage) => {
    const text = `${storage?.getItem(wildcard)}${storage?.getItem(tombstones)}`;
    return [`"${sessionId}"`, '"*"'].some((name) => text.includes(name));
  });

/** What a page shows in its first render: nobody, where the device is known to hold no session. */
export function firstView(publishableKey: string | undefined, state?: InitialState): AuthView {
  const names = namesFor(publishableKey as string);
  return viewOfState(state, names) ?? (isVacant(names, {}) ? nobody : initializing);
}
