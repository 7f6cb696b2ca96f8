import type { RecordedEntry } from '../../../inspect/flight/recording.js';
import { parseRecording } from '../../../inspect/flight/parse-recording.js';
import type { Life } from './lives.js';
import { livesIn } from './lives.js';
import { factsOfLife } from './facts-of-life.js';
import type { TimedFact } from './facts-of-life.js';
import type { Story, StoryFact } from './story.js';

/**
 * What recordings of one browser tell, as a story that {@link simulate} can play: the tabs on one time
 * line, what their people did, and what the network, the server and the disk answered. A recording knows
 * no names, no code and no schedule: those are drawn from the seed with which the story is played, and so is what
 * the app holds of its session, and whether the server rotates its tokens.
 *
 * @param texts - JSON that `export()` of a flight recorder gave: one that kept all tabs, or one for each.
 * @throws ConfigurationError for something else.
 * @example
 * ```ts
 * const story = readStory(await readFile('record.json', 'utf8'))
 * const { ok, violation } = await simulate({ seed: 1, story })
 * ```
 */
export function readStory(...texts: readonly string[]): Story {
  const recordings = texts.map((text) => parseRecording(text));
  const entries = recordings
    .flatMap((recording) => recording.entries)
    .toSorted((a, b) => a.at - b.at);
  const lives = livesIn(entries);
  const told = lives
    .flatMap((life, tab) => factsOfLife(life, tab, endOf(entries)))
    .toSorted((a, b) => a.at - b.at || rank(a) - rank(b));
  return {
    facts: spaced(whereItWas(oneRequest(onceForAll(told)))),
    sessionLifetime: lifetimeIn(lives),
    lacks: [...new Set(recordings.flatMap(({ lacks }) => lacks))],
    idle: idleLimitsIn(entries),
    finds: entries.some(({ fields }) => fields?.['found'] === true),
  };
}

function endOf(entries: readonly RecordedEntry[]): number {
  return entries.at(-1)?.at ?? 0;
}

/**
 * A page opens before anything happens in it, what goes wrong is planned before it does, and a device falls asleep
 * last.
 */
function rank({ fact }: TimedFact): number {
  if (fact === 'opensTab') return 0;
  if (fact === 'sleepsTab') return 3;
  return fact === 'fails' || fact === 'crashesTab' ? 1 : 2;
}

/** The network is one for all tabs, and each of them tells of it. */
function onceForAll(told: readonly TimedFact[]): readonly TimedFact[] {
  let online = true;
  return told.filter(({ fact }) => {
    if (fact !== 'goesOffline' && fact !== 'goesOnline') return true;
    const before = online;
    online = fact === 'goesOnline';
    return before !== online;
  });
}

const unanswered = ['revocationRefused', 'revocationFails'];

/** Tabs that log out at one moment wait for one request, and each of them tells what it has met. */
function oneRequest(told: readonly TimedFact[]): readonly TimedFact[] {
  const rankOf = (fact: TimedFact): number =>
    fact.fact === 'fails' ? unanswered.indexOf(fact.fault) : -1;
  return told.filter((fact, index) => {
    const rank = rankOf(fact);
    if (rank < 0) return true;
    return !told.some((other, at) => {
      const others = rankOf(other);
      if (at === index || other.at !== fact.at || others < 0) return false;
      return others < rank || (others === rank && at < index);
    });
  });
}

/** Who uses one tab is told of in all: it was in the one that knew it first. */
function whereItWas(told: readonly TimedFact[]): readonly TimedFact[] {
  return told.filter(
    (fact) =>
      fact.fact !== 'usesTab' ||
      !told.some(
        (other) =>
          other.fact === 'usesTab' &&
          other.at === fact.at &&
          other.tab !== fact.tab &&
          (other.age ?? 0) < (fact.age ?? 0),
      ),
  );
}

function spaced(told: readonly TimedFact[]): readonly StoryFact[] {
  return told.map(({ at, ...fact }, index): StoryFact => {
    const after = at - (told[index - 1]?.at ?? at);
    delete fact.age;
    return { ...fact, after };
  });
}

/** How long sessions live, as the machine's memory says it right after a sign-in. */
function lifetimeIn(lives: readonly Life[]): number | null {
  for (const { entries } of lives)
    for (const { label, at, context } of entries) {
      if (!label.startsWith('verifySignIn done')) continue;
      const session = (context?.['arriving'] ?? context?.['session']) as
        | { readonly expiresAt?: unknown }
        | undefined;
      if (typeof session?.expiresAt === 'number')
        return Math.round((session.expiresAt - at) / 1_000) * 1_000;
    }
  return null;
}

/** The app's idle limit, as the machine that watches it knows it. */
function idleLimitsIn(entries: readonly RecordedEntry[]): Story['idle'] {
  for (const { own, context } of entries) {
    const { after, warnBefore } = context ?? {};
    if (own === 'idle' && typeof after === 'number' && typeof warnBefore === 'number')
      return { after, warnBefore };
  }
  return null;
}
