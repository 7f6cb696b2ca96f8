import type { AuthEvent } from '../../machines/events.js';
import type { With } from '../engine.js';
import { heldGeneration } from '../until.js';
import type { Departures } from './departures.js';
import { isEnd } from './hearsay.js';

/**
 * Whether a session that this tab holds was signed out elsewhere. The wildcard means what was on
 * disk: a session that never was there is not meant.
 */
export function isSignedOut(
  { device, departures }: With<'device' | 'departures'>,
  generation: string,
): boolean {
  if (departures.isOut(generation)) return true;
  const credentials = device.vault.get(generation);
  const tombstone = device.tombstones.find(generation, credentials?.sessionId);
  return tombstone?.generation === generation || (!!tombstone && !!credentials?.key);
}

/** Lets the statechart take its step for a session that has left elsewhere, for the reason that it left for. */
export function leaveAsElsewhere(
  { chart, departures, device }: With<'chart' | 'departures' | 'device'>,
  generation: string,
): void {
  const reason = device.tombstones.find(generation)?.reason;
  if (reason) departures.hear(generation, device.clock.now(), reason);
  chart.actor.send(endingOf(departures, generation));
}

function endingOf(departures: Departures, generation: string): AuthEvent {
  const reason = departures.isOut(generation);
  return reason && isEnd(reason)
    ? { type: 'SESSION_EXPIRED', generation, reason }
    : { type: 'SIGNED_OUT_ELSEWHERE', generation };
}

/**
 * Lets the statechart take the step to `loggedOutElsewhere`, if it has not yet, where the tab has
 * heard so and shows that session no more: a verb then finds the statechart where the view is.
 */
export function catchUp({ chart, departures }: With<'chart' | 'departures'>): void {
  const generation = heldGeneration(chart);
  if (generation && departures.isOut(generation))
    chart.actor.send(endingOf(departures, generation));
}

/** As {@link catchUp}, and asks the tombstones too: this tab may have heard nothing. */
export function catchUpWithTombstones(engine: With<'chart' | 'departures' | 'device'>): void {
  const generation = heldGeneration(engine.chart);
  if (generation && isSignedOut(engine, generation)) leaveAsElsewhere(engine, generation);
}
