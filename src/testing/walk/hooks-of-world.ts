import type { Auth } from '../../engine/index.js';

/** A logout guard and a cleaner that do as a test says. */
export interface Hooks {
  /** From the next logout on, until the answer, the user is asked. */
  ask(): void;
  isAsking(): boolean;
  reply(answer: boolean | 'throw'): void;
  /** Nobody answers the question any more, and the next logout is not asked. */
  giveUp(): void;
  clean(how: 'work' | 'silent' | 'broken'): void;
}

/** Registers both with an engine. */
export function addHooks(auth: Auth): Hooks {
  let remove = () => {};
  let answerGuard: ((answer: boolean | 'throw') => void) | undefined;
  let cleaning: 'work' | 'silent' | 'broken' = 'work';
  let waiting: (() => void)[] = [];

  auth.addCleaner('app', () => {
    if (cleaning === 'broken') throw new Error('The cleaner is broken.');
    return cleaning === 'silent' ? new Promise<void>((done) => waiting.push(done)) : undefined;
  });

  return {
    ask() {
      remove();
      remove = auth.addLogoutGuard(
        () =>
          new Promise((resolve, reject) => {
            answerGuard = (answer) => {
              if (answer === 'throw') reject(new Error('The guard is broken.'));
              else resolve(answer);
            };
          }),
        'unsavedChanges',
      );
    },
    isAsking: () => answerGuard !== undefined,
    reply(answer) {
      answerGuard?.(answer);
      answerGuard = undefined;
      remove();
    },
    giveUp() {
      answerGuard = undefined;
      remove();
    },
    clean(how) {
      cleaning = how;
      if (how === 'silent') return;
      for (const done of waiting) done();
      waiting = [];
    },
  };
}
