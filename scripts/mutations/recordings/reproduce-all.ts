import { readFileSync, writeFileSync } from 'node:fs';
import type { Mutation } from '../mutation.js';
import { mutations } from '../index.js';
import { writePart } from '../replace-part.js';
import { isKept, playAgain } from './reproduce.js';
import type { Recorded } from './table.js';
import {
  describeRecorded,
  recordedFile,
  recordedPart,
  summarizeRecorded,
  toRecorded,
} from './table.js';

/** What {@link reproduceAll} takes. */
export interface ReproduceAllOptions {
  /** With how many seeds a run that goes wrong is looked for. */
  readonly seeds: number;
  /** How many of them are tried at a time. */
  readonly processes: number;
  /** Whether what comes of each is kept, and written into docs/proof.md. */
  readonly isWritten: boolean;
}

/** Records a run without each safeguard, makes it happen again, and prints how short it becomes. */
export async function reproduceAll(
  chosen: readonly Mutation[],
  { seeds, processes, isWritten }: ReproduceAllOptions,
): Promise<void> {
  const all: Recorded[] = [];
  const waiting = [...chosen];
  // The simulation replaces parts of its process: the shipped engine plays one story at a time.
  let playing: Promise<unknown> = Promise.resolve();
  const tryNext = async (): Promise<void> => {
    const mutation = waiting.shift();
    if (!mutation) return;
    const found = await playAgain(mutation, { count: seeds });
    const kept = playing.then(() => (found ? isKept(found) : true));
    playing = kept;
    const recorded = toRecorded(mutation, found && { ...found, isKept: await kept });
    all.push(recorded);
    console.log(`${mutation.id.padEnd(26)} ${tell(recorded)}`);
    if (isWritten) write(recorded);
    await tryNext();
  };
  await Promise.all(Array.from({ length: processes }, tryNext));
  console.log(summarizeRecorded(all));
}

function tell({ recorded, facts, told, isKept: kept }: Recorded): string {
  if (recorded === null) return 'no run went wrong';
  if (facts === null) return `${recorded} facts: does not happen again`;
  const doubt = kept ? '' : ' NOT KEPT by the shipped engine';
  return `${recorded} facts, then ${facts}${doubt}: ${told}`;
}

/** Each as soon as it is known: a long run that is cut off has not been for nothing. */
function write(recorded: Recorded): void {
  const known = JSON.parse(readFileSync(recordedFile, 'utf8')) as Recorded[];
  const all = mutations.flatMap(({ id }) =>
    [recorded, ...known].filter((each) => each.id === id).slice(0, 1),
  );
  writeFileSync(recordedFile, `${JSON.stringify(all, null, 2)}\n`);
  writePart(recordedPart, describeRecorded(all));
}
