import { assign, enqueueActions, setup } from 'xstate';
import type { Actors } from './actors.js';
import type { AuthDelay } from './delays.js';
import type { RestoreOutput } from './services.js';
import type { AuthContext } from './context.js';
import type { AuthEmitted, AuthEvent } from './events.js';
import type { HookFailure, LoggedOutReason, PublicSession } from './types.js';

/** A short code out of whatever an actor failed with: messages may carry data, codes don't. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

const leaving = ({ session, arriving }: AuthContext) => (session ?? arriving)?.generation;

function cancelSignIns(
  { attempt, arriving }: AuthContext,
  emit: (notice: { type: 'signInCancelled'; attempt: string }) => void,
) {
  for (const each of [attempt, arriving?.generation])
    if (each) emit({ type: 'signInCancelled', attempt: each });
}

type SessionEvent = Extract<AuthEvent, { generation: string }>;
type EventOf<T extends AuthEvent['type']> = Extract<AuthEvent, { type: T }>;

/** What went wrong in the app's own functions. */
export interface Report {
  readonly type: 'cleanupFailed' | 'guardFailed';
  readonly failures: readonly HookFailure[];
}

/** How a part of the departure ended. */
export type Settlement = Partial<Pick<AuthContext, 'device' | 'server' | 'app'>>;

/** What every departure has in common: from this step on nobody is signed in. */
const departing = (context: AuthContext) =>
  ({
    session: null,
    arriving: null,
    attempt: null,
    departing: leaving(context) ?? '*',
    scope: 'session',
    device: null,
    server: null,
    app: null,
  }) as const;

const types = {} as { context: AuthContext; events: AuthEvent; emitted: AuthEmitted };

/** The vocabulary of the statechart, with the actors and bounds that it is to run on. */
export const vocabulary = (actors: Actors, delays: Readonly<Record<AuthDelay, number>>) =>
  setup({
    types,
    actors,
    delays,
    guards: {
      attemptWaits: ({ context }) => context.attempt !== null,
      arrivalWaits: ({ context }) => context.arriving !== null,
      adoptionWaits: ({ context }) => context.adopt,
      serverNeedsNothing: ({ context }) => context.server === 'notNeeded',
      readyForNextUser: ({ context }) =>
        Boolean((context.attempt ?? context.arriving) && context.device && context.app),
      mustAskFirst: ({ event }) => event.type === 'LOGOUT' && event.guarded,
      isThisSession: ({ context, event }) =>
        ['*', leaving(context)].includes((event as SessionEvent).generation),
      isAnotherSession: ({ context, event }) =>
        (event as SessionEvent).generation !== (leaving(context) ?? context.departing),
    },
    actions: {
      /**
       * The user asked for it: this tab tells the server. Of two sessions that wait, the one on its way
       * here leaves, and another tab's is adopted afterwards.
       */
      departOnRequest: enqueueActions(({ context, event, enqueue }) => {
        cancelSignIns(context, enqueue.emit);
        enqueue.assign({
          ...departing(context),
          reason: 'logout',
          scope: event.type === 'LOGOUT' ? event.scope : context.scope,
          adopt: context.adopt && context.arriving !== null,
        });
      }),
      /** The session ended by itself or elsewhere: the server needs no telling. */
      departAsEnded: enqueueActions(({ context, enqueue }, reason: LoggedOutReason) => {
        cancelSignIns(context, enqueue.emit);
        enqueue.assign({ ...departing(context), reason, server: 'notNeeded' });
      }),
      /** Another user has signed in here: this tab tells the server of the one before. */
      departForSuccessor: assign(({ context }, arriving: PublicSession) => ({
        ...departing(context),
        reason: 'userSwitched' as const,
        arriving,
      })),
      restore: enqueueActions(({ enqueue }, { session, storage, reason }: RestoreOutput) => {
        enqueue.assign(session ? { session, storage } : { storage, reason });
        if (session)
          enqueue.emit({ type: 'signedIn', generation: session.generation, restored: true });
      }),
      keepAttempt: enqueueActions(({ context, event, enqueue }) => {
        if (context.attempt) enqueue.emit({ type: 'signInCancelled', attempt: context.attempt });
        enqueue.assign({ attempt: (event as EventOf<'SIGN_IN'>).attempt });
      }),
      cancelSignIn: enqueueActions(({ context, enqueue }) => {
        cancelSignIns(context, enqueue.emit);
        enqueue.assign({ attempt: null, arriving: null });
      }),
      failSignIn: enqueueActions(({ context, enqueue }, code: string) => {
        const attempt = context.arriving?.generation ?? context.attempt;
        if (attempt) enqueue.emit({ type: 'signInFailed', attempt, code });
        enqueue.assign(context.arriving ? { arriving: null } : { attempt: null });
      }),
      arrive: assign((_, arriving: PublicSession) => ({ arriving, attempt: null })),
      keepAdoption: assign({ adopt: true }),
      keepScope: assign(({ event }) => ({ scope: (event as EventOf<'LOGOUT'>).scope })),
      storageFailed: assign({ reason: 'storageFailed' as const }),
      settle: assign((_, settlement: Settlement) => settlement),
      report: enqueueActions(({ enqueue }, { type, failures }: Report) => {
        for (const failure of failures) enqueue.emit({ type, ...failure });
      }),
      announceLoggedOut: enqueueActions(({ context, enqueue }) => {
        const { reason } = context;
        const device = context.device ?? 'failed';
        const server = context.server ?? 'queued';
        enqueue.assign({ server, departing: null, scope: 'session' });
        enqueue.emit({
          type: 'loggedOut',
          reason: reason ?? 'logout',
          // With its confirmation the server has taken a cookie away, too.
          device: server === 'revoked' && device !== 'failed' ? 'cleared' : device,
          server,
        });
      }),
    },
  });

/** What its states are written in: types alone, without actors. */
export const statechart = vocabulary({} as Actors, {} as Record<AuthDelay, number>);

/** Writes one of its states, each in a file of its own in `states/`. */
export const state = statechart.createStateConfig;
