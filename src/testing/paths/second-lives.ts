import type { AuthPath } from './auth-path.js';
import type { FactSource } from './fact.js';
import { beforeThePageOpens } from './situation.js';
import type { Situation } from './situation.js';
import type { Storyteller } from './storyteller.js';

interface Limits {
  readonly events: readonly string[];
  readonly by: readonly FactSource[];
  readonly teller: Storyteller;
}

/** The most steps of a first life that is worth a second one. */
const longestLife = 3;

const life = (signIn: string) => [signIn, 'serverAgrees', 'clicksLogOut', 'serverAgrees'];

/**
 * Stories that go on after a logout: somebody signs in again and logs out again. One for each way in
 * which a first life ends; after the plainest, the same person comes back, and another one too. And one
 * for each fact of one's own: what it left behind must not be there for the next person.
 */
export function secondLives(paths: readonly AuthPath[], limits: Limits): string[][] {
  const ends = new Map<string, AuthPath>();
  for (const path of paths.toSorted(
    (a, b) => Number(isPlainest(b)) - Number(isPlainest(a)) || a.steps.length - b.steps.length,
  )) {
    const [first] = path.steps;
    const last = path.steps.at(-1);
    if (!first?.visible.isAuthenticated || path.steps.length > longestLife) continue;
    if (last?.visible.status !== 'loggedOut') continue;
    const end = `${last.fact} ${last.service}`;
    if (!ends.has(end)) ends.set(end, path);
  }
  const plain = [...ends.values()].flatMap(({ steps }, index) => {
    const story = steps.map(({ fact }) => fact);
    const again = [...story, ...life('signsIn')];
    const another = [...story, ...life('signsInAsAnother')];
    const possible = [again, another].filter((each) => canHappen(each, limits));
    return index === 0 ? possible : possible.slice(index % 2).slice(0, 1);
  });
  return [...plain, ...afterOwnFacts(paths, limits)];
}

function afterOwnFacts(paths: readonly AuthPath[], limits: Limits): string[][] {
  return Object.keys(limits.teller.own).flatMap((own) => {
    const firsts = paths.flatMap(({ steps }) => {
      const at = steps.findIndex(({ fact }) => fact === own);
      return steps[at]?.visible.isAuthenticated ? [steps.slice(0, at + 1)] : [];
    });
    const stories = firsts
      .toSorted((a, b) => a.length - b.length)
      .map((steps) => [
        ...steps.map(({ fact }) => fact),
        ...['clicksLogOut', 'serverAgrees'],
        ...life('signsInAsAnother'),
      ]);
    return stories.filter((story) => canHappen(story, limits)).slice(0, 1);
  });
}

const isPlainest = ({ steps }: AuthPath) =>
  steps.map(({ fact }) => fact).join() === 'opensSignedIn,clicksLogOut,serverAgrees';

function canHappen(story: readonly string[], { events, by, teller }: Limits): boolean {
  let situation: Situation = beforeThePageOpens;
  for (const fact of story) {
    if (!teller.possible(situation, events, by).includes(fact)) return false;
    situation = teller.after(situation, fact);
  }
  return true;
}
