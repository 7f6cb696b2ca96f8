import { initialContext, vacantContext } from '../../machines/context.js';
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
  toAuthView({ value, context } as AuthSnapshot);

/** What is shown before the device was asked, and where no server has said anything. */
export const initializing = viewOf('initializing', initialContext) as InitializingView;

/** What the first HTML shows: what the server knows. */
export const viewOfState = (state: InitialState | undefined): AuthView =>
  state && state.status !== 'unknown'
    ? viewOf(state.user ? 'authenticated' : 'loggedOut', {
        ...vacantContext,
        session: state.user && state,
      })
    : initializing;

/** The same on the device that asked: nobody, where it has signed that session out. */
export const viewOnDevice = (
  state: InitialState | undefined,
  { tombstones, wildcard }: Names,
  environment: Partial<Environment>,
): AuthView =>
  viewOfState(
    state?.user &&
      tryLocalStorage(environment, (storage) =>
        `${storage?.getItem(wildcard)}${storage?.getItem(tombstones)}`.match(
          `"(\\*|${state.sessionId})"`,
        ),
      )
      ? { ...state, user: null }
      : state,
  );

/** What a page shows in its first render: nobody, where the device is known to hold no session. */
export function firstView(publishableKey: string | undefined, state?: InitialState): AuthView {
  const names = namesFor(publishableKey as string);
  const known = state ?? (isVacant(names, {}) ? { status: 'anonymous' } : state);
  return viewOnDevice(known as InitialState, names, {});
}
