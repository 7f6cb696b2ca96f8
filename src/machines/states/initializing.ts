import { auth } from '../setup.js';
import { restoring } from './restoring.js';

export const initializing = auth.createStateConfig({
  ...restoring,
  on: {
    LOGOUT: { target: 'loggingOut', actions: 'departOnRequest' },
    SIGN_IN: { actions: 'keepAttempt' },
    SIGNED_OUT_ELSEWHERE: { target: 'initializing', reenter: true },
    SIGNED_IN_ELSEWHERE: { target: 'initializing', reenter: true },
  },
});
