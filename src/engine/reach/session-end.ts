import { SessionEndedError } from '../session-ended-error.js';

const ends = new WeakMap<AbortSignal, AbortSignal>();

/** Aborts with the session, and says so: one for all requests of a session. */
export function endOf(session: AbortSignal): AbortSignal {
  const known = ends.get(session);
  if (known) return known;
  const controller = new AbortController();
  session.addEventListener('abort', () => controller.abort(new SessionEndedError()));
  ends.set(session, controller.signal);
  return controller.signal;
}

/** Aborts with the first of the two. */
export function untilEither(end: AbortSignal, signal: AbortSignal | null | undefined): AbortSignal {
  if (!signal) return end;
  if ('any' in AbortSignal) return AbortSignal.any([end, signal]);
  const controller = new AbortController();
  for (const each of [end, signal] as readonly AbortSignal[]) {
    const abort = () => controller.abort(each.reason);
    if (each.aborted) abort();
    each.addEventListener('abort', abort, { once: true, signal: controller.signal });
  }
  return controller.signal;
}
