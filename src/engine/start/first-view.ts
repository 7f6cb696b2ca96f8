import { vacantContext } from '../../machines/context.js';
import {
  type AuthSnapshot,
  type AuthView,
  type InitializingView,
  toAuthView,
} from '../../machines/view.js';
import type { Environment } from '../../services/environment.js';
import { namesFor } from '../../services/names.js';
import { tryLocalStorage } from '../../services/vacancy.js';
import type { InitialState } from '../options.js';

/** What the first HTML shows: what the server knows. */
export function viewOfState(state?: Partial<InitialState>): AuthView {
  const session = state?.user ? state : null;
  const value = session
    ? 'authenticated'
    : state?.status === 'anonymous'
      ? 'loggedOut'
      : 'initializing';
  return toAuthView({ value, context: { ...vacantContext, session } } as AuthSnapshot);
}

/** What is shown before the device was asked, and where no server has said anything. */
export const initializing = viewOfState() as InitializingView;

const nobody = viewOfState({ status: 'anonymous' });

/**
 * What a page shows before the device was asked: nobody, where the device is known to hold no session, or
 * to have signed out the one that the server names.
 */
export function firstView(
  publishableKey: string | undefined,
  state?: InitialState,
  environment: Partial<Environment> = {},
): AuthView {
  const { database, tombstones, wildcard } = namesFor(publishableKey as string);
  const isNobody = tryLocalStorage(environment, (storage) =>
    state?.user
      ? ['*', state.sessionId].some((id) =>
          `${storage?.getItem(tombstones)}${storage?.getItem(wildcard)}`.includes(`"${id}"`),
        )
      : storage?.getItem(database),
  );
  return isNobody ? nobody : viewOfState(state);
}
