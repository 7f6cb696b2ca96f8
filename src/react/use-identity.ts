'use client';

import type { AuthView } from '../machines/view.js';
import { useAuthSelector } from './use-auth-selector.js';

const whole = (view: AuthView) => view;

/** Who is signed in, and in which status: the same object until one of the two changes. */
export function useIdentity(): AuthView {
  return useAuthSelector(
    whole,
    (a, b) =>
      a.status === b.status &&
      // A refresh brings an equal user in a new object.
      (a.user === b.user || JSON.stringify(a.user) === JSON.stringify(b.user)),
  );
}
