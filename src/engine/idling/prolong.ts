import type { With } from '../engine.js';

/** How often the server is told that the user is there, at most: a minute, in ms. */
const EVERY = 60_000;

/**
 * Makes what tells a server that lets sessions slide of a user who asks it for nothing: by a refresh,
 * where the session would end before its user has been away for so long.
 *
 * @param after - In ms.
 */
export function createProlongation(
  { chart }: With<'chart'>,
  after: number,
): (activeAt: number) => void {
  let last = -Infinity;
  return (activeAt) => {
    const { session } = chart.actor.getSnapshot().context;
    if (!session || session.expiresAt - activeAt >= after || activeAt - last < EVERY) return;
    last = activeAt;
    chart.actor.send({ type: 'REFRESH' });
  };
}
