import { assign, createMachine, fromCallback, fromObservable, fromPromise, setup } from 'xstate';

interface CheckoutContext {
  readonly step: string;
  readonly email: string;
  readonly ticker: unknown;
}

/** A shop's checkout as XState's docs teach it: custom ids, regions, history, delays, actors. */
export const checkoutMachine = setup({
  types: {
    context: {} as CheckoutContext,
    events: {} as
      | { type: 'PAY'; amount: number; card: string }
      | { type: 'HELP' | 'BACK' | 'TICK' | 'BREAK' | 'OPEN' | 'CLOSE' },
  },
  actors: {
    charge: fromPromise<{ ok: boolean; receipt: string }>(() =>
      Promise.resolve({ ok: true, receipt: 'a receipt for ada@example.test' }),
    ),
    poll: fromCallback(() => () => undefined),
    stock: fromObservable(() => ({
      subscribe: (observer: unknown) => {
        (observer as { next?: (value: number) => void }).next?.(7);
        return { unsubscribe: () => undefined };
      },
    })),
  },
  actions: { log: () => undefined, notify: () => undefined },
  guards: { hasCart: () => true },
  delays: { patience: 60_000 },
}).createMachine({
  id: 'checkout',
  type: 'parallel',
  context: { step: 'start', email: 'ada@example.test', ticker: null },
  states: {
    order: {
      initial: 'cart',
      states: {
        cart: {
          id: 'the-cart',
          entry: ['log', assign({ step: 'cart' })],
          exit: 'notify',
          tags: ['editable'],
          on: { PAY: { guard: 'hasCart', target: '#paying' }, HELP: 'help' },
        },
        paying: {
          id: 'paying',
          invoke: [
            { src: 'charge', onDone: '#bezahlt', onError: '#the-cart' },
            { src: 'poll', id: 'poll' },
          ],
          after: { patience: '#the-cart' },
        },
        help: { on: { BACK: 'before' } },
        before: { type: 'history', history: 'deep', target: 'cart' },
        bezahlt: { id: 'bezahlt', type: 'final' },
      },
    },
    öffnung: {
      initial: 'geöffnet',
      states: {
        geöffnet: { on: { CLOSE: '閉店' }, invoke: { src: 'stock', id: 'stock' } },
        閉店: { on: { OPEN: 'geöffnet' } },
      },
    },
  },
  on: {
    BREAK: {
      actions: () => {
        throw new Error('broken for ada@example.test');
      },
    },
  },
});

/** Somebody else's machine that has the name of ours. */
export const someoneElsesAuth = createMachine({
  id: 'auth',
  initial: 'door',
  states: { door: { on: { ENTER: 'hall' } }, hall: {} },
});

/** A machine without an id. */
export const nameless = createMachine({
  initial: 'off',
  states: { off: { on: { FLIP: 'on' } }, on: { on: { FLIP: 'off' } } },
});

/** Sixty states: six groups of nine. */
export function sixtyStates(id = 'sixty'): ReturnType<typeof createMachine> {
  const steps = Array.from({ length: 9 }, (_, step) => `step${step}`);
  const group = (number: number): object => ({
    initial: 'step0',
    on: { FORWARD: `group${(number + 1) % 6}`, RESET: 'group0' },
    states: Object.fromEntries(
      steps.map((name, step) => [
        name,
        { on: { NEXT: steps[(step + 1) % 9], BACK: steps[Math.max(step - 1, 0)] } },
      ]),
    ),
  });
  const groups = Array.from({ length: 6 }, (_, number) => [`group${number}`, group(number)]);
  return createMachine({ id, initial: 'group0', states: Object.fromEntries(groups) });
}

/** Sixty states that all hang together: no group to fold, and 300 transitions. */
export function sixtyFlatStates(id = 'flat'): ReturnType<typeof createMachine> {
  const name = (step: number): string => `step${Math.max(step, 0) % 60}`;
  const states = Array.from({ length: 60 }, (_, step) => [
    name(step),
    {
      on: {
        NEXT: name(step + 1),
        BACK: name(step - 1),
        SKIP: [name(step + 7), name(step + 11)],
        RESET: name(0),
      },
    },
  ]);
  return createMachine({ id, initial: 'step0', states: Object.fromEntries(states) });
}
