import { readStory, reproduceStory, tellStory } from '../../../src/testing/simulation/index.js';
import type { Edge } from '../../../src/testing/simulation/index.js';
import { recordRun } from './record-run.js';
import type { Reproduction } from './reproduction.js';

/** What a worker is asked to do: to record a run that goes wrong, and to make it happen again. */
export interface Job {
  readonly from: number;
  readonly count: number;
  readonly edges: readonly Edge[];
  /** With how many seeds the story is played at most. */
  readonly tries: number;
  readonly triesWhenShrinking: number;
}

type Found = Omit<Reproduction, 'isKept'>;

async function work({ tries, triesWhenShrinking, ...job }: Job): Promise<Found | null> {
  const run = await recordRun(job);
  if (!run) return null;
  const { seed, invariant, recordings } = run;
  const story = readStory(...recordings);
  const found = await reproduceStory(story, { invariant, tries, triesWhenShrinking });
  return {
    seed,
    invariant,
    recorded: story.facts.length,
    shortest: found && {
      facts: found.story.facts.length,
      foundWith: found.foundWith,
      seed: found.seed,
      told: tellStory(found.story),
      story: found.story,
    },
  };
}

process.once('message', (job) => {
  void work(job as Job).then((result) => {
    process.send?.(result ?? null);
    process.disconnect();
  });
});
