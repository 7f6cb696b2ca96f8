import type { SnapshotFrom } from 'xstate';
import type { AuthMachine } from '../../machines/auth-machine.js';
import type { Core } from '../core.js';

type Condition = (snapshot: SnapshotFrom<AuthMachine>) => boolean;

/** Resolves once the machine's snapshot fulfils a condition: now, or after the app has been shown it. */
export const until = (core: Pick<Core, 'actor'>, condition: Condition): Promise<void> =>
  condition(core.actor.getSnapshot()) ? Promise.resolve() : next(core, condition);

/** Resolves once it is known whether the device is clear, and the app has been shown that. */
export const deviceSettled = (core: Pick<Core, 'actor'>): Promise<void> =>
  until(core, ({ context }) => context.device !== null);

const next = ({ actor }: Pick<Core, 'actor'>, condition: Condition) =>
  new Promise<void>((resolve) => {
    const subscription = actor.subscribe((snapshot) => {
      if (!condition(snapshot)) return;
      subscription.unsubscribe();
      resolve();
    });
  });
