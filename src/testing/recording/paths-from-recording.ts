import type { RecordedEntry } from '../../inspect/flight/recording.js';
import { parseRecording } from '../../inspect/flight/parse-recording.js';
import { factsOf } from '../../inspect/recording/facts-of.js';
import type { AuthPath } from '../paths/index.js';
import { tell } from '../paths/path-from-events.js';
import { possibleOf } from '../paths/shorter-paths.js';
import { createStoryteller } from '../paths/storyteller.js';

/**
 * The paths that a recording tells: what each page of each tab went through, the longest first. A
 * recording knows no names, no second click that was let go, and not what the device did by itself: each
 * story is also told with another user who signs in, with double clicks, and with a device that takes its
 * time when the page opens.
 *
 * @param text - The JSON that a flight recorder's `export()` gave.
 * @throws ConfigurationError for something else.
 * @example
 * ```ts
 * const [asItWas] = pathsFromRecording(await readFile('record.json', 'utf8'))
 * asItWas.name // authenticated → log out → server down → logged out, revocation queued
 * ```
 */
export function pathsFromRecording(text: string): readonly AuthPath[] {
  const stories = livesIn(parseRecording(text).entries)
    .map(factsOf)
    .toSorted((a, b) => b.length - a.length)
    .flatMap(variantsOf);
  const teller = createStoryteller();
  const paths = new Map<string, AuthPath>();
  for (const story of stories) {
    const possible = possibleOf(story, teller);
    if (possible.length > 0) paths.set(possible.join(), tell(possible, teller));
  }
  return [...paths.values()];
}

/** What the auth machine of each page went through: a page that is opened anew is another one. */
function livesIn(entries: readonly RecordedEntry[]) {
  const lives = new Map<string, RecordedEntry[]>();
  for (const entry of entries) {
    if (entry.own !== 'auth') continue;
    const key = `${entry.tab} ${entry.actor}`;
    lives.set(key, [...(lives.get(key) ?? []), entry]);
  }
  return [...lives.values()].map((life) =>
    life.map(({ fields = {}, taken = [], context = {}, ...entry }) => ({
      ...entry,
      machine: 'auth',
      fields,
      taken,
      context,
    })),
  );
}

const slowly = new Map([
  ['opensSignedIn', ['opensSlowlySignedIn', 'storageRecovers']],
  ['opensSignedOut', ['opensSlowlySignedOut', 'storageRecovers']],
]);

function variantsOf(story: readonly string[]): readonly (readonly string[])[] {
  const another = story.map((fact) => (fact === 'signsIn' ? 'signsInAsAnother' : fact));
  const slow = (facts: readonly string[]) => facts.flatMap((fact) => slowly.get(fact) ?? [fact]);
  const doubled = another.map((fact) => (fact === 'clicksLogOut' ? 'doubleClicksLogOut' : fact));
  return [story, another, slow(story), slow(another), doubled];
}
