import { assign, emit, fromPromise, setup } from 'xstate';

/** Why the outbox looks again: `online` also cuts a backoff short. */
export type WakeReason = 'added' | 'visible' | 'online';

/** What one run of the sender left behind. */
export interface DrainOutput {
  readonly pending: number;
  /** In how many ms the next entry is due; null when nothing waits. */
  readonly retryIn: number | null;
}

/** What the outbox machine listens to. */
export type OutboxEvent = { type: 'WAKE'; reason: WakeReason };

/** What the outbox machine emits. */
export type OutboxEmitted = { type: 'drained'; pending: number };

/** What the outbox machine remembers. */
export interface OutboxContext {
  readonly retryIn: number;
  /** Whether a backoff is cut short in the next run. */
  readonly eager: boolean;
  /** Whether something woke the outbox while it was busy. */
  readonly again: boolean;
}

const someWait = ({ event }: { event: { output: DrainOutput } }) => event.output.retryIn !== null;

/** How long the outbox waits when a run of the sender itself failed, in ms. */
const FAILED_RUN_PAUSE = 5_000;

/**
 * Drains the revocation outbox: one tab at a time takes its turn, sends what is due, and waits for
 * what is not. Pure: `takeTurn` and `sendDue` are stubs that reject until they are provided.
 */
const build = () =>
  setup({
    types: {
      context: {} as OutboxContext,
      events: {} as OutboxEvent,
      emitted: {} as OutboxEmitted,
    },
    actors: {
      takeTurn: fromPromise<void, void>(() =>
        Promise.reject(new Error('The actor "takeTurn" is not provided.')),
      ),
      sendDue: fromPromise<DrainOutput, { eager: boolean }>(() =>
        Promise.reject(new Error('The actor "sendDue" is not provided.')),
      ),
    },
    delays: {
      turnTimeout: 30_000,
      sendTimeout: 60_000,
      backoff: ({ context }) => context.retryIn,
    },
    guards: {
      isOnline: ({ event }) => event.type === 'WAKE' && event.reason === 'online',
      wokenMeanwhile: ({ context }) => context.again,
    },
    actions: {
      remember: assign(({ context, event }) => ({
        again: true,
        eager: context.eager || event.reason === 'online',
      })),
      pause: assign({ retryIn: FAILED_RUN_PAUSE, eager: false, again: false }),
    },
  }).createMachine({
    id: 'outbox',
    description: 'Tells the server of every logout that it has not confirmed yet.',
    context: { retryIn: 0, eager: false, again: false },
    initial: 'idle',
    states: {
      idle: {
        description: 'Nothing waits, as far as this tab knows.',
        on: {
          WAKE: {
            target: 'waitingForTurn',
            actions: assign(({ event }) => ({ eager: event.reason === 'online' })),
          },
        },
      },
      waitingForTurn: {
        description:
          'Another tab may be sending: one sender at a time. Nobody waits for a sleeping tab for ever, since the leases keep two senders apart too.',
        invoke: {
          id: 'takeTurn',
          src: 'takeTurn',
          onDone: 'sending',
          onError: { target: 'backingOff', actions: 'pause' },
        },
        after: { turnTimeout: 'sending' },
        on: {
          WAKE: {
            actions: assign(({ context, event }) => ({
              eager: context.eager || event.reason === 'online',
            })),
          },
        },
      },
      sending: {
        description: 'Sends every entry that is due, one after the other.',
        invoke: {
          id: 'sendDue',
          src: 'sendDue',
          input: ({ context }) => ({ eager: context.eager }),
          onDone: [
            {
              guard: 'wokenMeanwhile',
              target: 'waitingForTurn',
              actions: [
                assign({ again: false }),
                emit(({ event }) => ({ type: 'drained', pending: event.output.pending })),
              ],
            },
            {
              guard: someWait,
              target: 'backingOff',
              actions: [
                assign(({ event }) => ({ retryIn: event.output.retryIn ?? 0, eager: false })),
                emit(({ event }) => ({ type: 'drained', pending: event.output.pending })),
              ],
            },
            {
              target: 'idle',
              actions: [
                assign({ eager: false }),
                emit(({ event }) => ({ type: 'drained', pending: event.output.pending })),
              ],
            },
          ],
          onError: { target: 'backingOff', actions: 'pause' },
        },
        after: { sendTimeout: { target: 'backingOff', actions: 'pause' } },
        on: { WAKE: { actions: 'remember' } },
      },
      backingOff: {
        description: 'Waits for the next entry to be due.',
        after: { backoff: 'waitingForTurn' },
        on: {
          WAKE: {
            target: 'waitingForTurn',
            actions: assign(({ event }) => ({ eager: event.reason === 'online' })),
          },
        },
      },
    },
  });

/** The outbox machine's type. */
export type OutboxMachine = ReturnType<typeof build>;

let built: OutboxMachine | undefined;

/** The outbox machine: built at its first use, which no page's start has to wait for. */
export const getOutboxMachine = (): OutboxMachine => (built ??= build());
