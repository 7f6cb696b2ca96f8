'use client';

import type { AuthView } from '../machines/view.js';

/** Whether two views show the same person in the same status, whatever else went on. */
export function isSameIdentity(a: AuthView, b: AuthView): boolean {
  return (
    a.status === b.status &&
    // A refresh brings an equal user in a new object.
    (a.user === b.user || JSON.stringify(a.user) === JSON.stringify(b.user))
  );
}
