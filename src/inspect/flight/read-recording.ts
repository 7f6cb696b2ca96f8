import type { Chart } from '../chart/chart.js';
import type { ActorRecord } from '../recording/actor-record.js';
import type { Entry } from '../recording/entry.js';
import type { LogSource } from '../recording/log-source.js';
import { TakenCounts } from '../recording/taken-counts.js';
import { parseRecording } from './parse-recording.js';
import type { RecordedEntry } from './recording.js';

/**
 * Reads what a flight recorder exported, for the inspector to walk through.
 *
 * @throws ConfigurationError for a file that is something else, or of a version that is not known.
 */
export function readRecording(text: string): LogSource {
  const recording = parseRecording(text);
  const charts = new Map(recording.machines.map(({ id, own, chart }) => [own ?? id, chart]));
  const actors = new Map<string, ActorRecord>();
  const entries = recording.entries.map((entry, index): Entry => {
    const key = `${entry.tab}/${entry.actor}`;
    const chart = charts.get(entry.own ?? entry.machine) ?? null;
    actors.set(key, actorOf(key, entry, chart, actors.get(key)));
    const { fields = {}, taken = [], context = {} } = entry;
    return { ...entry, index, actor: key, fields, taken, context };
  });
  const counts = new TakenCounts();
  for (const entry of entries) {
    const chart = actors.get(entry.actor)?.chart;
    if (chart) counts.see(chart, entry);
  }
  return {
    entries,
    actors,
    latest: (actor) => entries.findLast((entry) => entry.actor === actor),
    coverage: (chart) => counts.of(chart),
    subscribe: () => () => undefined,
  };
}

function actorOf(
  key: string,
  { tab, actor, machine, own, status, at }: RecordedEntry,
  chart: Chart | null,
  known: ActorRecord | undefined,
): ActorRecord {
  return {
    key,
    kind: 'machine',
    id: `${machine} · ${tab.slice(0, 4)}`,
    sessionId: actor,
    systemId: null,
    src: 'inline',
    parent: null,
    machine,
    own,
    chart,
    status,
    startedAt: known?.startedAt ?? at,
    endedAt: status === 'active' ? null : at,
    events: (known?.events ?? 0) + 1,
    result: undefined,
  };
}
