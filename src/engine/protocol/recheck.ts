import { readSession } from '../../services/read-session.js';
import { catchUp, isSignedOut } from './signed-out.js';
import type { Tools } from './tools.js';

/** The longest that a platform timer can wait, in ms. */
const LONGEST_TIMER = 2 ** 31 - 1;
/** How long after a failed look at the disk it is tried once more, in ms. */
const SECOND_LOOK = 1_000;

/** Finds out what the page slept through: a logout, a sign-in, the session's end. */
export function createRecheck(tools: Tools, showPending: (pending: number) => void) {
  const { actor, tombstones, vault, disk, environment, notices } = tools;
  const { clock } = environment;
  let expiryTimer: unknown;
  let lookTimer: unknown;

  const shownGeneration = () => actor.getSnapshot().context.session?.generation;

  function watchExpiry() {
    clock.clearTimeout(expiryTimer);
    const { session } = actor.getSnapshot().context;
    if (!session) return;
    const { generation, expiresAt } = session;
    const left = expiresAt - clock.now();
    if (left <= 0) actor.send({ type: 'SESSION_EXPIRED', generation });
    else expiryTimer = clock.setTimeout(watchExpiry, Math.min(left, LONGEST_TIMER));
  }

  async function lookAtDisk() {
    const shown = shownGeneration();
    if (shown && !vault.get(shown)?.key) return;
    const { record, pending } = await readSession(disk);
    showPending(pending);
    const stored = record?.generation;
    if (stored && stored !== shown && !tombstones.find(stored))
      actor.send({ type: 'SIGNED_IN_ELSEWHERE', generation: stored });
    else if (shown && stored !== shown)
      actor.send({ type: 'SIGNED_OUT_ELSEWHERE', generation: shown });
  }

  function recheck() {
    catchUp(tools, isSignedOut);
    watchExpiry();
    clock.clearTimeout(lookTimer);
    lookAtDisk().catch(() => {
      const lookAgain = () => void lookAtDisk().catch(() => {});
      lookTimer = clock.setTimeout(lookAgain, SECOND_LOOK);
    });
  }

  notices.on('signedIn', watchExpiry);

  return {
    recheck,
    stopWatching: () => {
      clock.clearTimeout(expiryTimer);
      clock.clearTimeout(lookTimer);
    },
  };
}
