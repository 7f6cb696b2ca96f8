import { initialContext } from '../machines/context.js';
import { type AuthSnapshot, type InitializingView, toAuthView } from '../machines/view.js';

/** What is shown before the device was asked: on a server, that is always. */
export const initializing = /* @__PURE__ */ toAuthView({
  value: 'initializing',
  context: initialContext,
} as AuthSnapshot) as InitializingView;
