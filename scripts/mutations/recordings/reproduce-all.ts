import type { Mutation } from '../mutation.js';
import { reproduce } from './reproduce.js';

/** Records a run without each safeguard, makes it happen again, and prints how short it becomes. */
export async function reproduceAll(mutations: readonly Mutation[], seeds: number): Promise<void> {
  const before: number[] = [];
  const after: number[] = [];
  for (const mutation of mutations) {
    const found = await reproduce(mutation, { count: seeds });
    const shortest = found?.isKept ? found.shortest : null;
    if (found && shortest) {
      before.push(found.recorded);
      after.push(shortest.facts);
    }
    const outcome = shortest
      ? `${found?.recorded} facts, then ${shortest.facts}: ${shortest.told}`
      : 'does not happen again';
    console.log(`${mutation.id.padEnd(26)} ${outcome}`);
  }
  console.log(
    `${after.length} of ${mutations.length} happen again; median ${median(before)} facts before, ${median(after)} after`,
  );
}

function median(lengths: readonly number[]): number {
  return lengths.toSorted((a, b) => a - b)[Math.floor(lengths.length / 2)] ?? 0;
}
