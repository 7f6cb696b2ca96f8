import { type AuthContext, initialContext, vacantContext } from '../../machines/context.js';
import {
  type AuthSnapshot,
  type AuthView,
  type InitializingView,
  toAuthView,
} from '../../machines/view.js';
import { namesFor } from '../../services/names.js';
import { isVacant } from '../../services/vacancy.js';

const viewOf = (value: string, context: AuthContext) =>
  toAuthView({ value, context } as AuthSnapshot);

/** What is shown before the device was asked: on a server, that is always. */
export const initializing = viewOf('initializing', initialContext) as InitializingView;

/** What a page shows in its first render: nobody, where the device is known to hold no session. */
export const firstView = (publishableKey: string | undefined): AuthView =>
  isVacant(namesFor(publishableKey as string), {})
    ? viewOf('loggedOut', vacantContext)
    : initializing;
