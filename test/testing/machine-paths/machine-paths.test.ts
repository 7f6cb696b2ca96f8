import { describe, expect, it } from 'vitest';
import { createMachine } from 'xstate';
import type { MachineDriver } from '../../../src/testing/index.js';
import {
  actorEnds,
  actorFails,
  describePaths,
  generatePaths,
  walkPath,
} from '../../../src/testing/index.js';
import { checkoutMachine } from './checkout-machine.js';

const facts = {
  entersCoupon: { label: 'enter a coupon', event: { type: 'COUPON', code: 'ten' } },
  cardIsCharged: actorEnds('charge', 'R-1', 'card is charged'),
  cardIsRefused: actorFails('charge', new Error('refused'), 'card is refused'),
};

describe('generatePaths', () => {
  const paths = generatePaths(checkoutMachine, { facts });
  const names = paths.map(({ name }) => name);
  const steps = paths.flatMap((path) => path.steps);

  it('goes through every state: parallel, deep, behind an invoke, a delay, a spawned actor', () => {
    const states = new Set(steps.flatMap((step) => step.states));
    expect([...states].toSorted()).toEqual([
      'parcel',
      'parcel.none',
      'parcel.tracked',
      'steps',
      'steps.address',
      'steps.cart',
      'steps.done',
      'steps.help',
      'steps.payment',
      'steps.payment.charging',
      'steps.payment.form',
      'steps.payment.refused',
    ]);
  });

  it('tells stories', () => {
    const charged = 'NEXT → NEXT → PAY → card is charged → track ends → ';
    expect(names.some((name) => name.startsWith(charged))).toBe(true);
    expect(names.some((name) => /PAY → patience is over/.test(name))).toBe(true);
    expect(names.some((name) => /PAY → (card is refused|patience is over) → PAY/.test(name))).toBe(
      true,
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('remembers where history leads, and what the context holds', () => {
    const backs = steps
      .filter(({ fact }) => fact === 'BACK')
      .map(({ states }) => states.findLast((id) => id.startsWith('steps.')));
    expect(new Set(backs).size).toBeGreaterThan(1);
    const charged = steps.find(({ fact }) => fact === 'cardIsCharged');
    expect(charged?.snapshot.context).toMatchObject({ receipt: 'R-1' });
    expect(steps.find(({ fact }) => fact === 'entersCoupon')?.snapshot.context).toMatchObject({
      coupon: 'TEN',
    });
  });

  it('does no more than it is asked for', () => {
    const few = generatePaths(checkoutMachine, {
      facts: { next: { event: { type: 'NEXT' } } },
      automatic: false,
    });
    expect(few.map(({ name }) => name)).toEqual(['next → next → steps.payment.form, parcel.none']);
    const short = generatePaths(checkoutMachine, { facts, depth: 2 });
    expect(Math.max(...short.map((path) => path.steps.length))).toBe(3);
  });

  it('asks guards', () => {
    const machine = createMachine({
      initial: 'a',
      context: { open: false },
      states: { a: { on: { GO: { target: 'b', guard: ({ context }) => context.open } } }, b: {} },
    });
    expect(generatePaths(machine).map(({ name }) => name)).toEqual(['a']);
  });

  it('explains what is wrong', () => {
    expect(() => generatePaths({} as never)).toThrow(/pass an XState v5 machine/);
    expect(() => generatePaths(checkoutMachine, { deep: 3 } as never)).toThrow(/"deep" is not/);
    expect(() => generatePaths(checkoutMachine, { facts, limit: 3 })).toThrow(
      /more than 3 situations/,
    );
    expect(() => generatePaths(checkoutMachine)).toThrow(
      /throws when "COUPON" happens after "start".*describe it in "facts"/,
    );
  });
});

describe('walkPath', () => {
  const [path] = generatePaths(checkoutMachine, {
    facts: { next: { event: { type: 'NEXT' } } },
    automatic: false,
  });
  if (!path) throw new Error('no path');
  const wizard = (pages: readonly string[]): MachineDriver<{ at: number }> => ({
    open: () => ({ at: 0 }),
    facts: { next: (page) => (page.at += 1) },
    states: {
      'steps.address': (page) => expect(pages[page.at]).toBe('address'),
      'steps.payment': (page) => expect(pages[page.at]).toBe('payment'),
    },
  });

  it('follows an app that does what its machine does', async () => {
    await expect(walkPath(path, wizard(['cart', 'address', 'payment']))).resolves.toBeUndefined();
  });

  it('names the step at which an app goes another way', async () => {
    await expect(
      walkPath(path, wizard(['cart', 'address', 'address']), { patience: 1 }),
    ).rejects.toMatchObject({ name: 'MachinePathError', step: 2 });
  });

  it('bounds a step that hangs', async () => {
    const driver = { ...wizard([]), facts: { next: () => new Promise(() => {}) } };
    await expect(walkPath(path, driver, { stepTimeout: 20 })).rejects.toThrow(
      /"next" did not end within 20 ms/,
    );
  });

  it('becomes tests, once the driver knows every fact', () => {
    const titles: string[] = [];
    const api = {
      describe: (_: string, body: () => void) => body(),
      it: (title: string) => titles.push(title),
    };
    describePaths([path], wizard([]), api);
    expect(titles).toEqual([path.name]);
    expect(() => describePaths([path], { open() {}, facts: {} }, api)).toThrow(
      /does not say how "next" happens/,
    );
  });
});
