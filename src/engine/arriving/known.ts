import type { Tombstone } from '../../services/tombstones.js';
import type { Device } from '../device.js';
import type { With } from '../engine.js';
import type { AuthOptions } from '../options.js';
import { heldGeneration, until } from '../until.js';
import type { Finding } from './find-named.js';

/** What is known of whoever may be found. */
export interface Known extends Finding {
  /** Whether the page was rendered for somebody whom this device has not been seen to hold. */
  isNamed: boolean;
  /** Whether the user has logged out before it was known who is there, here or on an earlier page: whoever it is, is meant. */
  isEarlyLogout: boolean;
  /** Whether it was asked in vain. */
  hasFailed: boolean;
}

/** What is known at the start. */
export const knownOf = ({ initialState }: AuthOptions, { tombstones }: Device): Known => ({
  isNamed: Boolean(initialState?.user),
  isEarlyLogout: isUnfinished(tombstones.find('*')),
  isFinding: false,
  hasFailed: false,
});

/** Whether an earlier page ended in a logout of whoever it showed, before it had loaded what logs out. */
const isUnfinished = (wildcard: Tombstone | undefined): boolean =>
  wildcard !== undefined && wildcard.askedAt === undefined;

/** Waits until it is known who is there, and notes what that says. */
export async function untilKnown(
  { chart, device }: With<'chart' | 'device'>,
  known: Known,
  named?: string | null,
): Promise<void> {
  await until(chart, (snapshot) => !snapshot.matches('initializing'));
  known.isEarlyLogout ||= chart.actor.getSnapshot().context.reason === 'logout';
  const held = device.vault.get(heldGeneration(chart) ?? '');
  if (held && held.sessionId === named) known.isNamed = false;
  await until(chart, (snapshot) => !snapshot.matches('loggingOut'));
}
