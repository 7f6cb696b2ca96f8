import type { InspectionEvent } from 'xstate';
import type { Auth } from '../../engine/index.js';
import { asObject } from '../redact/redact-record.js';
import { redactFields, sightOf } from '../redact/redact-value.js';
import { watchSystem } from '../xstate.js';
import type { Presence } from './presence.js';
import { announcePresence } from './presence.js';

/** The public fields of the engine's notices. */
const noticeSight = sightOf([
  'generation',
  'attempt',
  'restored',
  'code',
  'reason',
  'device',
  'server',
  'by',
  'name',
  'result',
  'operation',
]);

/** What follows an engine. */
export interface EngineFollower {
  readonly inspect: (event: InspectionEvent) => void;
  /** A notice, with its public fields. */
  readonly note: (label: string, fields: Readonly<Record<string, unknown>>) => void;
  /** Other tabs came or went. */
  readonly changed: () => void;
}

/** Listens to an engine: its machine, its notices, and the other tabs that are inspected. */
export function followEngine(
  auth: Auth,
  { inspect, note, changed }: EngineFollower,
): { readonly presence: Presence; readonly stop: () => void } {
  const stopWatching = watchSystem(auth.actor, inspect);
  const presence = announcePresence(auth, changed);
  const stopNotices = auth.on('*', ({ type, ...rest }) => {
    note(type, asObject(redactFields(rest, noticeSight)));
  });
  return {
    presence,
    stop: () => {
      stopWatching();
      stopNotices();
      presence.leave();
    },
  };
}
