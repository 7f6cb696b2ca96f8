import { state, type Settlement } from '../setup.js';
import type { HookFailure, ServerOutcome } from '../types.js';

/** How `clearDevice` ends. */
interface Cleared {
  readonly output?: 'cookieLeft';
}

export interface Answer {
  readonly event: { readonly output: ServerOutcome };
}
const isRevoked = ({ event }: Answer) => event.output === 'revoked';
const isRefused = ({ event }: Answer) => event.output === 'refused';
const isNotNeeded = ({ event }: Answer) => event.output === 'notNeeded';
const someFailed = ({ event }: { event: { output: readonly HookFailure[] } }) =>
  event.output.length > 0;

/** The end of one part of the departure. */
const settled = (params: Settlement | ((facts: { event: object }) => Settlement)) =>
  state({ type: 'final', entry: { type: 'settle', params } });

const device = state({
  initial: 'clearing',
  states: {
    clearing: {
      invoke: {
        id: 'clearDevice',
        src: 'clearDevice',
        input: ({ context }) => ({
          generation: context.departing ?? '*',
          scope: context.scope,
          reason: context.reason ?? 'logout',
          acting: context.server === null,
        }),
        onDone: 'cleared',
        onError: 'failed',
      },
      after: { clearTimeout: 'failed' },
    },
    cleared: settled(({ event }) => ({ device: (event as Cleared).output ?? 'cleared' })),
    failed: settled({ device: 'failed' }),
  },
});

const server = state({
  initial: 'deciding',
  states: {
    deciding: {
      always: [{ guard: 'serverNeedsNothing', target: 'notNeeded' }, { target: 'revoking' }],
    },
    revoking: {
      invoke: {
        id: 'revokeSession',
        src: 'revokeSession',
        input: ({ context }) => ({
          generation: context.departing ?? '*',
          scope: context.scope,
          reason: context.reason ?? 'logout',
        }),
        onDone: [
          { guard: isRevoked, target: 'revoked' },
          { guard: isRefused, target: 'refused' },
          { guard: isNotNeeded, target: 'notNeeded' },
          { target: 'queued' },
        ],
        onError: 'queued',
      },
      after: { revokeTimeout: 'queued' },
    },
    revoked: settled({ server: 'revoked' }),
    queued: settled({ server: 'queued' }),
    refused: settled({ server: 'refused' }),
    notNeeded: settled({ server: 'notNeeded' }),
  },
});

const app = state({
  initial: 'cleaning',
  states: {
    cleaning: {
      invoke: {
        id: 'runCleaners',
        src: 'runCleaners',
        onDone: [
          {
            guard: someFailed,
            target: 'failed',
            actions: {
              type: 'report',
              params: ({ event }) => ({ type: 'cleanupFailed', failures: event.output }),
            },
          },
          { target: 'cleaned' },
        ],
        onError: 'failed',
      },
      after: {
        cleanupTimeout: {
          target: 'failed',
          actions: {
            type: 'report',
            params: { type: 'cleanupFailed', failures: [{ name: '*', code: 'timed_out' }] },
          },
        },
      },
    },
    cleaned: settled({ app: 'cleaned' }),
    failed: settled({ app: 'failed' }),
  },
});

export const loggingOut = state({
  type: 'parallel',
  always: { guard: 'readyForNextUser', target: 'loggedOut', actions: 'announceLoggedOut' },
  onDone: { target: 'loggedOut', actions: 'announceLoggedOut' },
  on: {
    LOGOUT: [
      {
        guard: 'adoptionWaits',
        target: 'loggingOut',
        reenter: true,
        actions: 'departOnRequest',
      },
      { actions: 'cancelSignIn' },
    ],
    SIGN_IN: { actions: 'keepAttempt' },
    SIGNED_IN_ELSEWHERE: { guard: 'isAnotherSession', actions: 'keepAdoption' },
  },
  states: { device, server, app },
});

/** What its states are for, by id: an app that only runs the chart downloads none of it. */
export const loggingOutDescriptions = {
  'auth.loggingOut': 'The app sees nobody any more. Device, server and app are brought in line.',
  'auth.loggingOut.device': 'This device.',
  'auth.loggingOut.device.clearing': 'Tombstone in this very tick, then one strict transaction.',
  'auth.loggingOut.device.cleared': 'Nothing of the session is left on disk.',
  'auth.loggingOut.device.failed':
    'The tombstone stands: the next start of any tab clears the rest.',
  'auth.loggingOut.server': 'The server.',
  'auth.loggingOut.server.deciding': 'Only the tab in which the user acted tells the server.',
  'auth.loggingOut.server.revoking': 'The revocation is sent while the device is being cleared.',
  'auth.loggingOut.server.revoked': 'The server knows the session no more.',
  'auth.loggingOut.server.queued': 'The outbox will tell the server.',
  'auth.loggingOut.server.refused': 'The server said no.',
  'auth.loggingOut.server.notNeeded': 'There is nothing to tell.',
  'auth.loggingOut.app': "The app's own data.",
  'auth.loggingOut.app.cleaning': "The app's cleaners run.",
  'auth.loggingOut.app.cleaned': 'Every cleaner did its work.',
  'auth.loggingOut.app.failed': 'A cleaner failed, and was reported.',
};
