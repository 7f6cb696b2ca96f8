import { authMachine, idleMachine, outboxMachine } from '../../machines/index.js';
import { machineHash } from '../chart/machine-hash.js';
import { readRunningChart } from '../chart/read-running-chart.js';
import type { ActorRecord } from '../recording/actor-record.js';
import type { RecordedEntry, RecordedMachine } from './recording.js';

/** Keeps the machine of an actor among those seen, once. */
export function noteMachine(
  seen: Map<string, RecordedMachine>,
  record: ActorRecord | undefined,
): void {
  if (!record?.chart || seen.has(record.machine)) return;
  const { machine, chart, own } = record;
  seen.set(machine, { id: machine, hash: machineHash(chart), own, chart });
}

/** The machines of entries: this package's by heart, others if this page has seen them. */
export function machinesOf(
  entries: readonly RecordedEntry[],
  seen: ReadonlyMap<string, RecordedMachine>,
): readonly RecordedMachine[] {
  const own = [
    { machine: authMachine, own: 'auth' },
    { machine: outboxMachine, own: 'outbox' },
    { machine: idleMachine, own: 'idle' },
  ] as const;
  const used = new Set(entries.map(({ machine, own: which }) => which ?? machine));
  return [
    ...own.flatMap(({ machine, own: which }) => {
      if (!used.has(which)) return [];
      const chart = readRunningChart(machine);
      return [{ id: machine.id, hash: machineHash(chart), own: which, chart }];
    }),
    ...[...seen.values()].filter((machine) => machine.own === null && used.has(machine.id)),
  ];
}
