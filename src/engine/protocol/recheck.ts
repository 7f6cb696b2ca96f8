import { readSession } from '../../services/read-session.js';
import type { Tools } from './tools.js';

/** The longest that a platform timer can wait, in ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Finds out what the page slept through: a logout, a sign-in, the session's end. */
export function createRecheck(tools: Tools, onPending: (pending: number) => void) {
  const { actor, tombstones, vault, disk, environment } = tools;
  const { clock } = environment;
  let timer: unknown;

  function watchExpiry() {
    clock.clearTimeout(timer);
    const { session } = actor.getSnapshot().context;
    if (!session) return;
    const { generation, expiresAt } = session;
    const left = expiresAt - clock.now();
    if (left <= 0) actor.send({ type: 'SESSION_EXPIRED', generation });
    else timer = clock.setTimeout(watchExpiry, Math.min(left, LONGEST_TIMER));
  }

  function recheck() {
    const shown = actor.getSnapshot().context.session?.generation;
    if (shown && tombstones.find(shown)) {
      actor.send({ type: 'SIGNED_OUT_ELSEWHERE', generation: shown });
      return;
    }
    watchExpiry();
    if (shown && !vault.get(shown)?.key) return;
    void readSession(disk).then(
      ({ record, pending }) => {
        onPending(pending);
        const stored = record?.generation;
        if (stored && stored !== shown && !tombstones.find(stored))
          actor.send({ type: 'SIGNED_IN_ELSEWHERE', generation: stored });
        else if (shown && stored !== shown)
          actor.send({ type: 'SIGNED_OUT_ELSEWHERE', generation: shown });
      },
      () => undefined,
    );
  }

  return { recheck, watchExpiry, stopWatching: () => clock.clearTimeout(timer) };
}
