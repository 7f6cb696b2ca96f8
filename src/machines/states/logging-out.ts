import { auth } from '../setup.js';

const device = auth.createStateConfig({
  description: 'This device.',
  initial: 'clearing',
  states: {
    clearing: {
      description: 'Tombstone in this very tick, then one strict transaction.',
      invoke: {
        id: 'clearDevice',
        src: 'clearDevice',
        input: ({ context }) => ({
          generation: context.departing ?? '*',
          scope: context.scope,
          reason: context.reason ?? 'logout',
          acting: context.server === null,
        }),
        onDone: { target: 'cleared', actions: { type: 'settleDevice', params: 'cleared' } },
        onError: { target: 'failed', actions: { type: 'settleDevice', params: 'failed' } },
      },
      after: {
        clearTimeout: { target: 'failed', actions: { type: 'settleDevice', params: 'failed' } },
      },
    },
    cleared: { type: 'final', description: 'Nothing of the session is left on disk.' },
    failed: {
      type: 'final',
      description: 'The tombstone stands: the next start of any tab clears the rest.',
    },
  },
});

const server = auth.createStateConfig({
  description: 'The server.',
  initial: 'deciding',
  states: {
    deciding: {
      description: 'Only the tab in which the user acted tells the server.',
      always: [{ guard: 'serverNeedsNothing', target: 'notNeeded' }, { target: 'revoking' }],
    },
    revoking: {
      description: 'The revocation is sent while the device is being cleared.',
      invoke: {
        id: 'revokeSession',
        src: 'revokeSession',
        input: ({ context }) => ({
          generation: context.departing ?? '*',
          scope: context.scope,
          reason: context.reason ?? 'logout',
        }),
        onDone: [
          {
            guard: ({ event }) => event.output === 'revoked',
            target: 'revoked',
            actions: { type: 'settleServer', params: 'revoked' },
          },
          {
            guard: ({ event }) => event.output === 'refused',
            target: 'refused',
            actions: { type: 'settleServer', params: 'refused' },
          },
          {
            guard: ({ event }) => event.output === 'notNeeded',
            target: 'notNeeded',
            actions: { type: 'settleServer', params: 'notNeeded' },
          },
          { target: 'queued', actions: { type: 'settleServer', params: 'queued' } },
        ],
        onError: { target: 'queued', actions: { type: 'settleServer', params: 'queued' } },
      },
      after: {
        revokeTimeout: { target: 'queued', actions: { type: 'settleServer', params: 'queued' } },
      },
    },
    revoked: { type: 'final', description: 'The server knows the session no more.' },
    queued: { type: 'final', description: 'The outbox will tell the server.' },
    refused: { type: 'final', description: 'The server said no.' },
    notNeeded: { type: 'final', description: 'There is nothing to tell.' },
  },
});

const app = auth.createStateConfig({
  description: "The app's own data.",
  initial: 'cleaning',
  states: {
    cleaning: {
      description: "The app's cleaners run.",
      invoke: {
        id: 'runCleaners',
        src: 'runCleaners',
        onDone: [
          {
            guard: ({ event }) => event.output.length > 0,
            target: 'failed',
            actions: [
              { type: 'reportCleaners', params: ({ event }) => event.output },
              { type: 'settleApp', params: 'failed' },
            ],
          },
          { target: 'cleaned', actions: { type: 'settleApp', params: 'cleaned' } },
        ],
        onError: { target: 'failed', actions: { type: 'settleApp', params: 'failed' } },
      },
      after: {
        cleanupTimeout: {
          target: 'failed',
          actions: [
            { type: 'reportCleaners', params: [{ name: '*', code: 'timed_out' }] },
            { type: 'settleApp', params: 'failed' },
          ],
        },
      },
    },
    cleaned: { type: 'final', description: 'Every cleaner did its work.' },
    failed: { type: 'final', description: 'A cleaner failed, and was reported.' },
  },
});

export const loggingOut = auth.createStateConfig({
  description: 'The app sees nobody any more. Device, server and app are brought in line.',
  type: 'parallel',
  always: {
    description: 'The next user waits for this device, not for the server.',
    guard: 'readyForNextUser',
    target: 'loggedOut',
    actions: 'announceLoggedOut',
  },
  onDone: { target: 'loggedOut', actions: 'announceLoggedOut' },
  on: {
    LOGOUT: [
      {
        description: "Another tab's session is about to be taken over: it is signed out too.",
        guard: 'adoptionWaits',
        target: 'loggingOut',
        reenter: true,
        actions: {
          type: 'depart',
          params: ({ event }) => ({ reason: 'logout', tell: true, scope: event.scope }),
        },
      },
      {
        description: 'Already under way; a sign-in that waits is cancelled.',
        actions: 'cancelSignIn',
      },
    ],
    SIGN_IN: { actions: 'keepAttempt' },
    SIGNED_IN_ELSEWHERE: { guard: 'isAnotherSession', actions: 'keepAdoption' },
  },
  states: { device, server, app },
});
