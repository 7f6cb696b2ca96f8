// @vitest-environment jsdom
import fc from 'fast-check';
import mermaid from 'mermaid';
import { describe, expect, it } from 'vitest';
import { and, createMachine, not, setup } from 'xstate';
import { toMermaid } from '@moon-key/react-auth/inspect';
import { authMachine, outboxMachine } from '@moon-key/react-auth/machine';
import { checkoutMachine } from '../machines/checkout.js';

const parse = async (text: string): Promise<string | undefined> =>
  (await mermaid.parse(text)).diagramType;

describe('toMermaid', () => {
  it('writes both machines of this package so that Mermaid accepts them', async () => {
    for (const options of [{}, { details: false }, { notes: true }, { direction: 'LR' as const }]) {
      expect(await parse(toMermaid(authMachine, options))).toBe('stateDiagram');
      expect(await parse(toMermaid(outboxMachine, options))).toBe('stateDiagram');
    }
  });

  it('shows every state, nested as in the machine', () => {
    const text = toMermaid(authMachine);
    expect(text).toMatch(
      /state "loggingOut" as loggingOut \{\n {4}state "device" as loggingOut_device \{/,
    );
    expect(text).toContain('[*] --> initializing\n');
    expect(text).toContain('loggingOut_server_queued --> [*]');
    expect(text.match(/^ +--$/gm)).toHaveLength(3);
  });

  it('shows guards, invokes, named delays and eventless transitions', () => {
    const text = toMermaid(authMachine);
    expect(text).toContain(
      'authenticated_intent_staying --> authenticated_intent_confirmingLogout : LOGOUT [mustAskFirst]',
    );
    expect(text).toContain('loggingOut_device_clearing : ⚙ clearDevice');
    expect(text).toContain('clearDevice failed<br/>after clearTimeout (3 s)');
    expect(text).toContain('loggingOut --> loggedOut : all done<br/>always [readyForNextUser]');
    expect(toMermaid(outboxMachine)).toContain(
      'backingOff --> waitingForTurn : WAKE<br/>after backoff',
    );
  });

  it('draws a machine whose root is parallel as one state with regions', async () => {
    const text = toMermaid(checkoutMachine);
    expect(await parse(text)).toBe('stateDiagram');
    expect(text).toMatch(/^ {2}state "checkout" as checkout \{\n {4}state "order" as order \{/m);
    expect(text.match(/^ {4}--$/gm)).toHaveLength(1);
    expect(await parse(toMermaid(checkoutMachine, { notes: true, details: false }))).toBe(
      'stateDiagram',
    );
  });

  it('shows entry and exit actions, tags, history, and states with ids of their own', () => {
    const text = toMermaid(checkoutMachine);
    expect(text).toContain('order_cart : entry / log, assign');
    expect(text).toContain('order_cart : exit / notify');
    expect(text).toContain('order_cart : tags: editable');
    expect(text).toContain('state "H＊ before" as order_before');
    expect(text).toContain('order_before --> order_cart : at first');
    expect(text).toContain('order_paying --> order_bezahlt : charge done');
  });

  it('leaves out what was not asked for', () => {
    expect(toMermaid(authMachine, { details: false })).not.toContain('⚙');
    expect(toMermaid(authMachine)).not.toContain('note ');
    expect(toMermaid(authMachine, { notes: true })).toContain(
      'note right of loggingOut : The app sees',
    );
  });

  it('spells out combined guards, numeric delays, self-transitions and wildcards', () => {
    const machine = setup({
      guards: { isOpen: () => true, isPaid: () => true },
      delays: { slow: () => 5 },
    }).createMachine({
      id: 'door',
      initial: 'end',
      states: {
        end: {
          on: { GO: { target: 'open', guard: and(['isOpen', not('isPaid')]) }, '*': 'open' },
          after: { 250: 'open', slow: 'open' },
        },
        open: { on: { GO: { target: 'open', reenter: true }, STAY: {} } },
      },
    });
    const text = toMermaid(machine);
    expect(text).toContain(
      'GO [and(isOpen, not(isPaid))]<br/>any event<br/>after 250 ms<br/>after slow',
    );
    expect(text).toContain('state "end" as s_end');
    expect(text).toContain('open : GO ↻\n  open : STAY\n');
  });

  it('names a state whose key is blank', async () => {
    const inside = { initial: ' ', states: { ' ': { description: '\n' } } };
    const text = toMermaid(
      createMachine({ id: 'blank', initial: 'outer', states: { outer: inside } }),
    );
    expect(text).toContain('state "(blank)" as');
    expect(await parse(text)).toBe('stateDiagram');
  });

  it('is accepted whatever the names and descriptions are made of', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 24 });
    await fc.assert(
      fc.asyncProperty(text, text, text, async (key, description, event) => {
        fc.pre(!key.includes('.') && !event.includes('*') && key !== '__proto__');
        const machine = createMachine({
          id: 'any',
          initial: 'first',
          states: {
            first: { description, on: { [`E${event}`]: { target: 'nested', description } } },
            nested: { description, initial: key, states: { [key]: { description } } },
          },
        });
        expect(await parse(toMermaid(machine, { notes: true }))).toBe('stateDiagram');
      }),
      { numRuns: 150 },
    );
  });

  it('refuses what is not a machine, and options it does not know', () => {
    expect(() => toMermaid({} as never)).toThrow(/not an XState v5 machine/);
    expect(() => toMermaid(authMachine, { colour: 1 } as never)).toThrow(
      /"colour" is not an option\. Known: direction, details, notes\./,
    );
    expect(() => toMermaid(authMachine, { direction: 'UP' as never })).toThrow(/"TB" or "LR"/);
  });
});
