'use client';

import type { AuthView } from '../machines/view.js';
import { useAuthSelector } from './use-auth-selector.js';

const whole = (view: AuthView) => view;
// A refresh that brings an equal user keeps the object.
const isSame = (a: AuthView, b: AuthView) => a.status === b.status && a.user === b.user;

/** Who is signed in, and in which status: the same object until one of the two changes. */
export function useIdentity(): AuthView {
  return useAuthSelector(whole, isSame);
}
