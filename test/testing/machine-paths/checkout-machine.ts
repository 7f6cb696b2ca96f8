import { assign, fromPromise, setup, spawnChild } from 'xstate';

/** A checkout of somebody's own: parallel states, history, a delay, an invoke, a spawned actor. */
export const checkoutMachine = setup({
  types: {
    context: {} as { coupon: string | null; receipt: string | null },
    events: {} as
      | { type: 'NEXT' | 'HELP' | 'BACK' | 'PAY' }
      | { type: 'COUPON'; code: string }
      | { type: 'xstate.done.actor.track' },
  },
  actors: {
    charge: fromPromise<string>(() => Promise.reject(new Error('never run'))),
    track: fromPromise<void>(() => Promise.reject(new Error('never run'))),
  },
  delays: { patience: 60_000 },
}).createMachine({
  id: 'checkout',
  type: 'parallel',
  context: { coupon: null, receipt: null },
  states: {
    steps: {
      initial: 'cart',
      states: {
        cart: {
          on: {
            NEXT: 'address',
            COUPON: { actions: assign({ coupon: ({ event }) => event.code.toUpperCase() }) },
          },
        },
        address: { on: { NEXT: 'payment' } },
        payment: {
          id: 'payment',
          initial: 'form',
          states: {
            form: { on: { PAY: 'charging' } },
            charging: {
              invoke: {
                src: 'charge',
                id: 'charge',
                onDone: {
                  target: '#done',
                  actions: assign({ receipt: ({ event }) => event.output }),
                },
                onError: 'refused',
              },
              after: { patience: 'refused' },
            },
            refused: { on: { PAY: 'charging' } },
          },
        },
        done: { id: 'done', entry: spawnChild('track', { id: 'track' }) },
        hist: { type: 'history', history: 'deep' },
        help: { on: { BACK: 'hist' } },
      },
      on: { HELP: { target: '.help', reenter: true } },
    },
    parcel: {
      initial: 'none',
      states: { none: { on: { 'xstate.done.actor.track': 'tracked' } }, tracked: {} },
    },
  },
});
