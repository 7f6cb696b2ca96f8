import type { FactSource } from './fact.js';
import type { Random } from './random.js';
import type { Situation } from './situation.js';
import { beforeThePageOpens, keyOf } from './situation.js';
import type { Storyteller } from './storyteller.js';

/** A situation and all that can happen in it. */
export interface Place {
  readonly key: string;
  /** The facts that can happen, and where each leads. */
  exits(): readonly (readonly [fact: string, to: Place])[];
}

/** What may happen in the stories to explore. */
export interface Exploration {
  readonly events: readonly string[];
  readonly by: readonly FactSource[];
  readonly depth: number;
  readonly teller: Storyteller;
}

/** All situations that stories lead to, each looked at once, when it is first needed. */
export function createGraph({ events, by, teller }: Exploration): Place {
  const places = new Map<string, Place>();

  function placeOf(situation: Situation): Place {
    const key = keyOf(situation);
    const known = places.get(key);
    if (known) return known;
    let exits: (readonly [string, Place])[] | undefined;
    const place: Place = {
      key,
      exits: () =>
        (exits ??= teller
          .possible(situation, events, by)
          .map((fact) => [fact, placeOf(teller.after(situation, fact))] as const)),
    };
    places.set(key, place);
    return place;
  }
  return placeOf(beforeThePageOpens);
}

/** Every story of at most `depth` steps that comes to no situation twice, the shortest first. */
export function* simpleStories(exploration: Exploration): Generator<string[]> {
  const start = createGraph(exploration);
  for (let length = 1; length <= exploration.depth; length += 1)
    yield* storiesOf(length, start, [], new Set([start.key]));
}

function* storiesOf(
  length: number,
  from: Place,
  story: readonly string[],
  seen: Set<string>,
): Generator<string[]> {
  for (const [fact, to] of from.exits()) {
    if (seen.has(to.key)) continue;
    const longer = [...story, fact];
    if (longer.length === length) yield longer;
    else {
      seen.add(to.key);
      yield* storiesOf(length, to, longer, seen);
      seen.delete(to.key);
    }
  }
}

/**
 * Stories of `simpleStories` at random, without end and perhaps more than once each: at every step each
 * exit is equally likely.
 */
export function* randomSimpleStories(
  exploration: Exploration,
  random: Random,
): Generator<string[]> {
  const start = createGraph(exploration);
  for (;;) {
    const story: string[] = [];
    const seen = new Set([start.key]);
    let place = start;
    for (let left = 1 + random.below(exploration.depth); left > 0; left -= 1) {
      const exits = place.exits().filter(([, to]) => !seen.has(to.key));
      const exit = exits[random.below(exits.length)];
      if (!exit) break;
      story.push(exit[0]);
      place = exit[1];
      seen.add(place.key);
    }
    yield story;
  }
}
