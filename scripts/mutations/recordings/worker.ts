import { readStory, reproduceStory, tellStory } from '../../../src/testing/simulation/index.js';
import type { Edge } from '../../../src/testing/simulation/index.js';
import { recordRun } from './record-run.js';
import type { RecordedRun } from './record-run.js';
import type { Reproduction } from './reproduction.js';

/** What a worker is asked to do: to record a run that goes wrong, and to make it happen again. */
export interface Job {
  readonly from: number;
  readonly count: number;
  readonly edges: readonly Edge[];
  /** With how many seeds the story is played at most. */
  readonly tries: number;
  readonly triesWhenShrinking: number;
  /** How many recordings are tried at most, until one makes it happen again. */
  readonly recordings: number;
}

type Found = Omit<Reproduction, 'isKept'>;

async function work({ recordings: left, ...job }: Job): Promise<Found | null> {
  const run = await recordRun(job);
  const found = run && (await playAgain(run, job));
  if (!found || found.shortest || left <= 1) return found;
  const from = found.seed + 1;
  const rest = { from, count: job.count - (from - job.from), recordings: left - 1 };
  return (await work({ ...job, ...rest })) ?? found;
}

async function playAgain(
  run: RecordedRun,
  { tries, triesWhenShrinking }: Pick<Job, 'tries' | 'triesWhenShrinking'>,
): Promise<Found> {
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
