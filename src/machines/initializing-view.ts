import { initialContext } from './context.js';
import { type AuthSnapshot, type InitializingView, toAuthView } from './view.js';

/** What is shown before the device was asked: on a server, that is always. */
export const initializing = toAuthView({
  value: 'initializing',
  context: initialContext,
} as AuthSnapshot) as InitializingView;
