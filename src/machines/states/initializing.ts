import { state } from '../setup.js';
import { restoring } from './restoring.js';

export const initializing = state({
  ...restoring,
  on: {
    LOGOUT: { target: 'loggingOut', actions: 'departOnRequest' },
    SIGN_IN: { actions: 'keepAttempt' },
    SIGNED_OUT_ELSEWHERE: { target: 'initializing', reenter: true },
    SIGNED_IN_ELSEWHERE: { target: 'initializing', reenter: true },
  },
});

/** What its states are for, by id: an app that only runs the chart downloads none of it. */
export const initializingDescriptions = {
  'auth.initializing': 'Reads the stored session. A generation with a tombstone is not restored.',
};
