import type { Chart } from '../chart/chart.js';
import { createChecker } from '../../options/index.js';
import type { ActorRecord } from '../recording/actor-record.js';
import type { Entry } from '../recording/entry.js';
import type { LogSource } from '../recording/log-source.js';
import { TakenCounts } from '../recording/taken-counts.js';
import type { RecordedEntry, Recording } from './recording.js';

const checker = createChecker('readRecording');

/**
 * Reads what a flight recorder exported, for the inspector to walk through.
 *
 * @throws ConfigurationError for a file that is something else, or of a version that is not known.
 */
export function readRecording(text: string): LogSource {
  const recording = parse(text);
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

function parse(text: string): Recording {
  const wrong = (): never =>
    checker.fail('text', 'must be the JSON that a recorder’s export() gave');
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== 'object' || found === null) return wrong();
    const { format, version, entries, machines } = found as Partial<Recording>;
    if (format !== 'moonkey-recording' || !Array.isArray(entries) || !Array.isArray(machines))
      return wrong();
    if (version !== 1)
      return checker.fail('text', 'is of a newer version: update @moon-key/react-auth to read it');
    return found as Recording;
  } catch (error) {
    if (error instanceof SyntaxError) return wrong();
    throw error;
  }
}
