import { never } from '../world/tab.js';
import type { World } from '../world/world.js';
import type { Profile } from './profile.js';
import type { Visitor } from './visitor.js';

/** Registers the guards and cleaners of an app: good ones, bad ones, and ones that never answer. */
export function wireHooks(visitor: Visitor, world: World, { guards, cleaners }: Profile): void {
  const { random } = world;
  const { auth, opened } = visitor;
  const answers = (answer: unknown) => {
    const kind = random.pick(['at once', 'later', 'throws', 'never'] as const);
    return (): unknown => {
      if (kind === 'at once') return answer;
      if (kind === 'later') return opened.tab.settle('hook', () => answer, random.below(3_000));
      if (kind === 'never') return never();
      throw new Error('A hook of the app failed.');
    };
  };
  if (random.chance(guards)) {
    const remove = auth.addLogoutGuard(answers(random.pick([false, true, true])), 'guard');
    visitor.guards += 1;
    if (random.chance(0.5))
      opened.tab.post(
        'remove guard',
        () => {
          remove();
          visitor.guards -= 1;
        },
        random.below(20_000),
      );
  }
  if (random.chance(cleaners)) auth.addCleaner('cleaner', answers(undefined));
}
