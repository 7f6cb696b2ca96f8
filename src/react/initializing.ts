'use client';

import { initialContext } from '../machines/context.js';
import { type AuthSnapshot, toAuthView } from '../machines/view.js';

/** What is shown before the device was asked: on a server, that is always. */
export const initializing = toAuthView({
  value: 'initializing',
  context: initialContext,
} as AuthSnapshot);
