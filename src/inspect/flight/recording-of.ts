import { packageVersion } from './package-version.js';
import { machinesOf } from './recorded-machines.js';
import type { RecordedEntry, RecordedMachine, Recording } from './recording.js';

/** What a recorder knows beside its entries. */
interface Beside extends Pick<Recording, 'dropped' | 'lacks'> {
  readonly seen: ReadonlyMap<string, RecordedMachine>;
}

/** Entries of all tabs, as a file holds them. */
export function recordingOf(
  entries: readonly RecordedEntry[],
  { dropped, lacks, seen }: Beside,
): Recording {
  return {
    format: 'moonkey-recording',
    version: 1,
    package: packageVersion,
    exportedAt: Date.now(),
    dropped,
    lacks,
    machines: machinesOf(entries, seen),
    tabs: [...new Set(entries.map((entry) => entry.tab))],
    entries,
  };
}
