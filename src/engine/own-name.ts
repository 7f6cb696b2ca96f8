import type { SessionName } from '../services/session-name.js';
import type { With } from './engine.js';

/**
 * What this tab calls a session that another one has named: it may hold the same one of the server under
 * a generation of its own, where both have found it, or share no disk.
 */
export function ownNameOf(
  { chart, device }: With<'chart' | 'device'>,
  { generation, sessionId }: SessionName,
): string {
  const { session, arriving } = chart.actor.getSnapshot().context;
  const isSame = (own: string) =>
    sessionId !== undefined && device.vault.get(own)?.sessionId === sessionId;
  const names = [session, arriving].flatMap((each) => (each ? [each.generation] : []));
  return names.includes(generation) ? generation : (names.find(isSame) ?? generation);
}
