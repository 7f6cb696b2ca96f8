import { simulate } from '../simulate.js';
import type { SimulateOptions } from '../simulate.js';
import type { InvariantId, Violation } from '../invariants/violation.js';
import { shorterStories } from './shorter-stories.js';
import type { Story } from './story.js';

/** What {@link reproduceStory} takes. */
export interface ReproduceOptions extends Pick<SimulateOptions, 'createAuth'> {
  /** The invariant whose violation counts. Default: the first one that does not hold. */
  readonly invariant?: InvariantId;
  /** With how many seeds a story is played before it is given up. Default 300. */
  readonly tries?: number;
  /** With how many seeds each shorter story is. Default 30. */
  readonly triesWhenShrinking?: number;
}

/** A story on which an engine breaks its promises. */
export interface ReproducedStory {
  readonly violation: Violation;
  /** The seed with which the story, as it was read, does it. */
  readonly foundWith: number;
  /** The shortest story found that still does. */
  readonly story: Story;
  /** The seed with which that one does. */
  readonly seed: number;
}

/**
 * Plays a story with one seed after the other until an invariant does not hold, and then leaves out of it
 * whatever that does not need: tabs, facts, pauses.
 *
 * @returns null where every promise is kept.
 * @example
 * ```ts
 * const found = await reproduceStory(readStory(text))
 * if (found) console.log(found.violation.message, tellStory(found.story), found.seed)
 * ```
 */
export async function reproduceStory(
  story: Story,
  { createAuth, invariant, tries = 300, triesWhenShrinking = 30 }: ReproduceOptions = {},
): Promise<ReproducedStory | null> {
  const play = async (played: Story, seed: number): Promise<Violation | null> => {
    const { violation } = await simulate({
      seed,
      story: played,
      ...(invariant === 'secrets-leave-with-the-session' && { collects: true }),
      ...(createAuth && { createAuth }),
    });
    return violation && (invariant ?? violation.invariant) === violation.invariant
      ? violation
      : null;
  };
  for (let seed = 1; seed <= tries; seed += 1) {
    const violation = await play(story, seed);
    if (!violation) continue;
    const shrink = { play: sameAs(play, violation), tries: triesWhenShrinking };
    const shortest = await shrinkStory({ story, seed }, shrink);
    return { violation, foundWith: seed, ...shortest };
  }
  return null;
}

type Play = (story: Story, seed: number) => Promise<Violation | null>;

/** A story, and a seed with which it fails. */
interface Failing {
  readonly story: Story;
  readonly seed: number;
}

function sameAs(play: Play, { invariant }: Violation): (failing: Failing) => Promise<boolean> {
  return async ({ story, seed }) => (await play(story, seed))?.invariant === invariant;
}

async function shrinkStory(
  failing: Failing,
  how: { readonly play: (failing: Failing) => Promise<boolean>; readonly tries: number },
): Promise<Failing> {
  for (const story of shorterStories(failing.story))
    for (let tried = 0; tried < how.tries; tried += 1) {
      const candidate = { story, seed: tried === 0 ? failing.seed : tried };
      if (await how.play(candidate)) return shrinkStory(candidate, how);
    }
  return failing;
}
