import { assign, fromCallback, fromPromise, setup } from 'xstate';

/** Strings that must never come out of an inspector. */
export const planted = {
  token: 'sess_PLANTEDtoken0123456789',
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJQTEFOVEVEIn0.UExBTlRFRA',
  code: '917354',
  ticket: 'ticket.PLANTED.ticket',
  email: 'planted.person@example.test',
  name: 'Plantina',
} as const;

/** A machine that does everything wrong: secrets in its context, events, inputs, outputs, errors. */
export const leakyMachine = setup({
  types: {
    context: Object.create(null) as Record<string, unknown>,
    events: {} as { type: string; [field: string]: unknown },
  },
  actors: {
    load: fromPromise<unknown, { secret: string }>(({ input }) =>
      Promise.resolve({ token: input.secret, step: 'loaded', [planted.email]: 1 }),
    ),
    fail: fromPromise<unknown, void>(() =>
      Promise.reject(
        Object.assign(new Error(`no ${planted.token}`), { code: 'denied', token: planted.jwt }),
      ),
    ),
    listen: fromCallback(({ sendBack }) => {
      sendBack({ type: 'HEARD', code: planted.code });
    }),
  },
  actions: { remember: (...given: [unknown, { secret: string; step: string }]) => given.length },
}).createMachine({
  id: 'leaky',
  description: 'Leaks wherever it can.',
  context: {
    token: planted.token,
    step: 'start',
    count: 3,
    big: planted.token.repeat(9),
    user: { email: planted.email, id: 'u1' },
    list: [planted.ticket],
    [planted.email]: true,
    failure: new Error(planted.jwt),
  },
  meta: { hint: planted.ticket },
  initial: 'loading',
  states: {
    loading: {
      meta: { hint: planted.ticket },
      entry: { type: 'remember', params: { secret: planted.token, step: 'first' } },
      invoke: [
        {
          id: 'load',
          src: 'load',
          input: { secret: planted.token },
          onDone: { target: 'failing', actions: assign(({ event }) => ({ loaded: event.output })) },
        },
        { id: 'listen', src: 'listen' },
      ],
      on: { HEARD: {} },
    },
    failing: {
      invoke: {
        id: 'fail',
        src: 'fail',
        onError: { target: 'done', actions: assign(({ event }) => ({ failure: event.error })) },
      },
    },
    done: { type: 'final', output: { token: planted.token, step: 'end' } },
  },
  output: { token: planted.token },
});
