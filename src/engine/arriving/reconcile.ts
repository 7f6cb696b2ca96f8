import type { RestoreOutput } from '../../machines/services.js';
import type { User } from '../../machines/types.js';
import type { With } from '../engine.js';
import type { InitialState } from '../options.js';

/**
 * Brings what the server has said in line with what the device holds. Of the same session the server's user
 * is kept, so that nothing renders again; for another session nobody is shown in between.
 */
export async function reconcile(
  { chart, device }: With<'chart' | 'device'>,
  state: InitialState | undefined,
  restored: RestoreOutput,
): Promise<RestoreOutput> {
  const { session } = restored;
  if (!state?.user || !session || !chart.getView().isAuthenticated) return restored;
  const sessionId = device.vault.get(session.generation)?.sessionId;
  const isSame =
    sessionId === undefined ? isSameUser(state.user, session.user) : sessionId === state.sessionId;
  if (isSame) return { ...restored, session: { ...session, user: state.user } };
  chart.contradict();
  // React renders what it was told in a microtask, which comes before this one.
  await Promise.resolve();
  return restored;
}

const isSameUser = (one: User, other: User) => one.id === other.id;
