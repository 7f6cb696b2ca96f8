import { assign, fromPromise, setup } from 'xstate';

/** What the idle machine listens to. */
export type IdleEvent =
  /** The user did something `age` ms ago, in this tab or in another. */
  | { type: 'ACTIVITY'; age: number }
  /** The limit has passed while nobody was looking: the device slept. */
  | { type: 'OVERDUE' };

/** How long a user may be away, in ms. */
export interface IdleLimits {
  /** After how much time without activity the session ends. */
  readonly after: number;
  /** How long before that the user is warned; 0 for no warning. */
  readonly warnBefore: number;
}

/** What the idle machine remembers: its limits, and how old the last activity was when it heard of it. */
export interface IdleContext extends IdleLimits {
  /** In ms. */
  readonly age: number;
}

/** How old the latest activity of any tab is, in ms; null where there is none that this tab has not heard of. */
export type LatestActivity = number | null;

const untilWarning = ({ after, warnBefore, age }: IdleContext) =>
  Math.max(0, after - warnBefore - age);
const untilEnd = ({ after, warnBefore, age }: IdleContext) =>
  Math.max(0, Math.min(warnBefore, after - age));

const build = () =>
  setup({
    types: {
      context: {} as IdleContext,
      events: {} as IdleEvent,
      input: {} as IdleContext,
    },
    actors: {
      latestActivity: fromPromise<LatestActivity, void>(() =>
        Promise.reject(new Error('The actor "latestActivity" is not provided.')),
      ),
    },
    delays: {
      untilWarning: ({ context }) => untilWarning(context),
      untilEnd: ({ context }) => untilEnd(context),
      decideTimeout: 1_000,
    },
  }).createMachine({
    id: 'idle',
    description: 'Whether the user of this session is still there.',
    context: ({ input }) => input,
    initial: 'active',
    on: { OVERDUE: '.ended' },
    states: {
      active: {
        description: 'Somebody uses the app, in this tab or in another.',
        after: { untilWarning: 'warning' },
        on: {
          ACTIVITY: {
            target: 'active',
            reenter: true,
            actions: assign({ age: ({ event }) => event.age }),
          },
        },
      },
      warning: {
        description: 'Nobody has for long: the app may ask whether the user is still there.',
        after: { untilEnd: 'deciding' },
        on: {
          ACTIVITY: { target: 'active', actions: assign({ age: ({ event }) => event.age }) },
        },
      },
      deciding: {
        description:
          'The time is over. Looks whether another tab has seen the user, and this one has not heard so.',
        invoke: {
          id: 'latestActivity',
          src: 'latestActivity',
          onDone: [
            {
              guard: ({ context, event }) => event.output !== null && event.output < context.after,
              target: 'active',
              actions: assign({ age: ({ event }) => event.output ?? 0 }),
            },
            { target: 'ended' },
          ],
          onError: 'ended',
        },
        after: { decideTimeout: 'ended' },
        on: {
          ACTIVITY: { target: 'active', actions: assign({ age: ({ event }) => event.age }) },
        },
      },
      ended: {
        description: 'The user was away for too long: the session is logged out.',
        type: 'final',
      },
    },
  });

/** The idle machine's type. */
export type IdleMachine = ReturnType<typeof build>;

let built: IdleMachine | undefined;

/** The idle machine: built where an app sets an idle limit. */
export const getIdleMachine = (): IdleMachine => (built ??= build());
