import type { AuthView } from '../../machines/view.js';
import { sessionState, unproven, momentOf } from '../../services/lifetime.js';
import type { With } from '../engine.js';
import { isSignedOut } from '../leaving/catch-up.js';
import { heldGeneration } from '../until.js';
import { adoptStored } from './adopt.js';
import { obtain } from './obtain.js';
import type { Refreshes } from './refreshes.js';

/**
 * Makes sure that the session which is shown has not reached its end: it may have while the page slept. In
 * the tick of the call nobody is shown any more, where that is not known; then another tab's newer tokens
 * count, and the server's word. A session that only the wall clock calls over is kept where nobody can be
 * asked.
 */
export async function proveSession(
  engine: With<'device' | 'chart' | 'departures'>,
  refreshes: Refreshes,
): Promise<void> {
  const { chart, device } = engine;
  const generation = heldGeneration(chart);
  const stateNow = () => {
    const life = generation && device.vault.get(generation)?.life;
    return life ? sessionState(life, momentOf(device.clock)) : undefined;
  };
  // A clock that was put right again takes back no question: nobody is shown before its answer.
  if (generation && refreshes.proving?.generation === generation) return refreshes.proving.result;
  const state = stateNow();
  if (!generation || state === undefined || state === 'live') return;
  if (isSignedOut(engine, generation)) return;
  chart.hide(generation, unknownView);
  const result = prove();
  refreshes.proving = { generation, result };
  await result;

  async function prove(): Promise<void> {
    await adoptStored(engine, generation ?? '').catch(() => false);
    if (stateNow() === 'doubtful')
      await obtain(engine, refreshes, {
        isMet: ({ life }) => sessionState(life, momentOf(device.clock)) === 'live',
      });
    refreshes.proving = undefined;
    const credentials = generation && device.vault.get(generation);
    if (!credentials || isSignedOut(engine, generation)) return;
    if (stateNow() === 'over') {
      chart.actor.send({ type: 'SESSION_EXPIRED', generation });
      return;
    }
    if (stateNow() === 'doubtful')
      device.vault.set(generation, {
        ...credentials,
        life: unproven(credentials.life, momentOf(device.clock)),
      });
    chart.reveal();
  }
}

/** The view while nobody knows whether the session has ended: as at the start. */
const unknownView = ({ storage, pendingRevocations }: AuthView): AuthView => ({
  status: 'initializing',
  ready: false,
  isAuthenticated: false,
  user: null,
  idle: null,
  storage,
  pendingRevocations,
});
