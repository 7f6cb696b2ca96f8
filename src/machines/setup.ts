import { assign, enqueueActions, setup } from 'xstate';
import type { RestoreOutput } from './actors.js';
import { actors, delays } from './actors.js';
import type { AuthContext } from './context.js';
import type { AuthEmitted, AuthEvent } from './events.js';
import type {
  AppOutcome,
  DeviceOutcome,
  HookFailure,
  LoggedOutReason,
  LogoutScope,
  PublicSession,
  ServerOutcome,
} from './types.js';

interface Departure {
  readonly reason: LoggedOutReason;
  /** Whether this tab must tell the server. */
  readonly tell: boolean;
  readonly scope?: LogoutScope;
  /** The session that takes the place of the one that leaves. */
  readonly successor?: PublicSession;
}

/** A short code out of whatever an actor failed with: messages may carry data, codes don't. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

const generationOf = (context: AuthContext) =>
  (context.session ?? context.arriving)?.generation ?? null;

const signInsOf = ({ attempt, arriving }: AuthContext) =>
  [attempt, arriving?.generation].filter((generation) => typeof generation === 'string');

/** The vocabulary of the statechart: its states are in `states/`, one file each. */
export const auth = setup({
  types: {
    context: {} as AuthContext,
    events: {} as AuthEvent,
    emitted: {} as AuthEmitted,
  },
  actors,
  delays,
  guards: {
    attemptWaits: ({ context }) => context.attempt !== null,
    arrivalWaits: ({ context }) => context.arriving !== null,
    adoptionWaits: ({ context }) => context.adopt,
    serverNeedsNothing: ({ context }) => context.server === 'notNeeded',
    readyForNextUser: ({ context }) =>
      (context.attempt ?? context.arriving) !== null &&
      context.device !== null &&
      context.app !== null,
    mustAskFirst: ({ event }) => event.type === 'LOGOUT' && event.guarded,
    isThisSession: ({ context, event }) =>
      'generation' in event &&
      (event.generation === '*' || event.generation === generationOf(context)),
    isAnotherSession: ({ context, event }) =>
      'generation' in event && event.generation !== (generationOf(context) ?? context.departing),
  },
  actions: {
    depart: enqueueActions(({ context, enqueue }, params: Departure) => {
      const { reason, tell, scope = 'session', successor = null } = params;
      if (!successor)
        for (const attempt of signInsOf(context))
          enqueue.emit({ type: 'signInCancelled', attempt });
      enqueue.assign({
        session: null,
        arriving: successor,
        attempt: null,
        departing: generationOf(context) ?? '*',
        scope,
        reason,
        device: null,
        server: tell ? null : 'notNeeded',
        app: null,
      });
    }),
    restore: enqueueActions(({ enqueue }, { session, storage, reason }: RestoreOutput) => {
      enqueue.assign({ session, storage });
      if (session)
        enqueue.emit({ type: 'signedIn', generation: session.generation, restored: true });
      else enqueue.assign({ reason });
    }),
    keepAttempt: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'SIGN_IN') return;
      if (context.attempt) enqueue.emit({ type: 'signInCancelled', attempt: context.attempt });
      enqueue.assign({ attempt: event.attempt });
    }),
    cancelSignIn: enqueueActions(({ context, enqueue }) => {
      for (const attempt of signInsOf(context)) enqueue.emit({ type: 'signInCancelled', attempt });
      enqueue.assign({ attempt: null, arriving: null });
    }),
    failSignIn: enqueueActions(({ context, enqueue }, code: string) => {
      const attempt = context.arriving?.generation ?? context.attempt;
      if (attempt) enqueue.emit({ type: 'signInFailed', attempt, code });
      enqueue.assign(context.arriving ? { arriving: null } : { attempt: null });
    }),
    arrive: assign((_, arriving: PublicSession) => ({ arriving, attempt: null })),
    keepAdoption: assign({ adopt: true }),
    keepScope: assign(({ event }) => (event.type === 'LOGOUT' ? { scope: event.scope } : {})),
    storageFailed: assign({ reason: 'storageFailed' as const }),
    settleDevice: assign((_, device: DeviceOutcome) => ({ device })),
    settleServer: assign((_, server: ServerOutcome) => ({ server })),
    settleApp: assign((_, app: AppOutcome) => ({ app })),
    reportCleaners: enqueueActions(({ enqueue }, failures: readonly HookFailure[]) => {
      for (const failure of failures) enqueue.emit({ type: 'cleanupFailed', ...failure });
    }),
    reportGuards: enqueueActions(({ enqueue }, failures: readonly HookFailure[]) => {
      for (const failure of failures) enqueue.emit({ type: 'guardFailed', ...failure });
    }),
    announceLoggedOut: enqueueActions(({ context, enqueue }) => {
      const { reason, device, server } = context;
      enqueue.assign({ server: server ?? 'queued', departing: null });
      enqueue.emit({
        type: 'loggedOut',
        reason: reason ?? 'logout',
        device: device ?? 'failed',
        server: server ?? 'queued',
      });
    }),
  },
});
