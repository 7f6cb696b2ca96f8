// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnyActorLogic, AnyEventObject } from 'xstate';
import { createActor, fromPromise } from 'xstate';
import type { Inspector } from '@moon-key/react-auth/inspect';
import { createInspector } from '@moon-key/react-auth/inspect';
import type { TestAuth } from '@moon-key/react-auth/testing';
import { createTestAuth } from '@moon-key/react-auth/testing';
import { checkoutMachine, nameless, sixtyStates, someoneElsesAuth } from '../machines/checkout.js';

let auth: TestAuth;
let inspector: Inspector;
/** An actor that takes any event. */
interface Running {
  readonly sessionId: string;
  readonly send: (event: AnyEventObject) => void;
  readonly stop: () => void;
}

const actors: Running[] = [];

beforeEach(async () => {
  sessionStorage.clear();
  auth = createTestAuth();
  await auth.settled;
  inspector = createInspector({
    machines: [{ machine: checkoutMachine, allow: { context: ['step'], event: ['amount'] } }],
  });
  inspector.mount(document.body, auth);
});
afterEach(() => {
  for (const actor of actors.splice(0)) actor.stop();
  auth.dispose();
  document.body.replaceChildren();
});

function run(logic: AnyActorLogic, systemId?: string): Running {
  const actor = createActor(logic, {
    inspect: inspector.inspect,
    ...(systemId === undefined ? {} : { systemId }),
  });
  actor.subscribe({ error: () => undefined });
  actors.push(actor.start());
  return actor;
}

const shadow = (): ShadowRoot | null | undefined =>
  document.querySelector('[data-moonkey-inspector]')?.shadowRoot;
const texts = (selector: string): string[] =>
  [...(shadow()?.querySelectorAll(selector) ?? [])].map((each) => each.textContent ?? '');
const press = (name: string): void => {
  shadow()
    ?.querySelector(`[aria-label="${name}"]`)
    ?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
};
const lit = (): (string | null)[] =>
  [...(shadow()?.querySelectorAll('g.state.active') ?? [])].map((each) =>
    each.getAttribute('data-state'),
  );
const settled = { timeout: 10_000 };

describe('an inspector of one’s own machines', () => {
  it('lights states with ids of their own, and with names in any language', async () => {
    const actor = run(checkoutMachine);
    await vi.waitFor(() => {
      expect(texts('.machine button')).toContain('checkout');
    });
    press('Show checkout');
    await vi.waitFor(() => {
      expect(lit()).toEqual([
        'checkout.order',
        'the-cart',
        'checkout.öffnung',
        'checkout.öffnung.geöffnet',
      ]);
    }, settled);
    actor.send({ type: 'CLOSE' });
    await vi.waitFor(() => {
      expect(lit()).toContain('checkout.öffnung.閉店');
      expect(texts('.entry .then').at(-1)).toBe('order: cart, öffnung: 閉店');
    });
  });

  it('reads what a state with an id of its own does', async () => {
    run(checkoutMachine);
    await vi.waitFor(() => {
      expect(texts('.machine button')).toContain('checkout');
    });
    press('Show checkout');
    await vi.waitFor(() => {
      expect(shadow()?.querySelector('[data-state="the-cart"]')).toBeTruthy();
    }, settled);
    shadow()
      ?.querySelector('[data-state="the-cart"]')
      ?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
    await vi.waitFor(() => {
      const [picked] = texts('.picked-state');
      expect(picked).toContain('cart');
      expect(picked).toContain('entry: log, assign');
      expect(picked).toContain('exit: notify');
      expect(picked).toContain('tags: editable');
      expect(picked).toContain('PAY [hasCart] → order.paying');
    });
    expect(texts('text.action')).toContain('entry / log, assign');
    expect(texts('text.tag')).toContain('#editable');
    expect(texts('.history > text')).toContain('H*  before');
  });

  it('keeps several actors of one machine apart', async () => {
    const [first, second] = [run(checkoutMachine), run(checkoutMachine, 'till')];
    await vi.waitFor(() => {
      expect(texts('.machine button')).toEqual(expect.arrayContaining(['checkout', 'till']));
    });
    second.send({ type: 'CLOSE' });
    press('Show till');
    await vi.waitFor(() => {
      expect(lit()).toContain('checkout.öffnung.閉店');
    }, settled);
    press('Show checkout');
    await vi.waitFor(() => {
      expect(lit()).toContain('checkout.öffnung.geöffnet');
    }, settled);
    run(checkoutMachine);
    await vi.waitFor(() => {
      expect(texts('.machine button')).toContain(`checkout ${first.sessionId}`);
    });
  });

  it('shows every actor with its ids: promises, callbacks and observables, too', async () => {
    const actor = run(checkoutMachine, 'till');
    run(fromPromise(() => Promise.resolve('done')));
    press('Actors');
    shadow()?.querySelector<HTMLElement>('#tab-actors')?.click();
    actor.send({ type: 'PAY', amount: 12, card: '4242' });
    await vi.waitFor(() => {
      const cards = texts('.card.actor');
      const of = (name: string): string => cards.find((card) => card.startsWith(name)) ?? '';
      expect(of('till')).toContain(`session ${actor.sessionId} · system id till`);
      expect(of('stock')).toContain('observable');
      expect(of('poll')).toContain('callback');
      expect(of('poll')).toContain('stopped');
      expect(of('charge')).toContain('promisedone');
      expect(of('charge')).toContain('came to ok: ‹boolean›, receipt: ‹string›');
      expect(of('promise')).toContain('done');
    });
    const nested = shadow()?.querySelectorAll('.cards .cards .card.actor');
    expect(nested?.length).toBeGreaterThanOrEqual(3);
  });

  it('says of an actor that failed, and of one that was stopped, what it was; and lets it go', async () => {
    const failing = run(checkoutMachine, 'failing');
    const stopped = run(nameless, 'stopped');
    failing.send({ type: 'BREAK' });
    stopped.stop();
    await vi.waitFor(() => {
      expect(texts('.entry b')).toEqual(expect.arrayContaining(['failed at BREAK', 'stopped']));
      expect(texts('.entry .then').join()).not.toContain('not handled here');
      expect(texts('.machine small')).toEqual(expect.arrayContaining(['failed', 'stopped']));
    });
    expect(shadow()?.textContent).not.toContain('broken for');
    press('Close failing');
    await vi.waitFor(() => {
      expect(texts('.machine button').join()).not.toContain('failing');
      expect(texts('.entry b')).not.toContain('failed at BREAK');
    });
  });

  it('has a log for a machine without an id', async () => {
    const actor = run(nameless);
    actor.send({ type: 'FLIP' });
    await vi.waitFor(() => {
      expect(texts('.entry b')).toContain('FLIP');
      expect(texts('.entry .machine').join()).toContain('machine without id');
    });
  });

  it('does not take somebody else’s "auth" for the engine', async () => {
    run(someoneElsesAuth).send({ type: 'ENTER' });
    await vi.waitFor(() => {
      expect(texts('.entry b')).toContain('ENTER');
    });
    expect(texts('.status')).toEqual(['authenticated']);
    await vi.waitFor(() => {
      expect(lit()).toContain('auth.authenticated');
    }, settled);
  });

  it('shows the payload that the allow-list lets through, and nothing else of it', async () => {
    run(checkoutMachine).send({ type: 'PAY', amount: 12, card: '4242' });
    await vi.waitFor(() => {
      expect(texts('.entry .fields')).toContain('amount: 12, card: ‹string›');
    });
    expect(shadow()?.textContent).not.toContain('4242');
    expect(shadow()?.textContent).not.toContain('ada@');
  });

  it('copies a test of one’s own machine that runs', async () => {
    const written: string[] = [];
    Object.assign(navigator, {
      clipboard: { writeText: (text: string) => Promise.resolve(void written.push(text)) },
    });
    const actor = run(nameless, 'lamp');
    actor.send({ type: 'FLIP' });
    await vi.waitFor(() => {
      expect(texts('.machine button')).toContain('lamp');
    });
    press('Show lamp');
    press('Copy as test');
    await vi.waitFor(() => {
      expect(written).toHaveLength(1);
    });
    expect(written[0]).toBe(`import { expect, it } from 'vitest';
import { initialTransition, transition } from 'xstate';
import { machine } from './machine.js';

it('FLIP', () => {
  let [state] = initialTransition(machine);
  expect(state.value).toEqual('off');
  [state] = transition(machine, state, { type: 'FLIP' });
  expect(state.value).toEqual('on');
});
`);
  });

  it('finds a state, and folds and unfolds what is around it', async () => {
    run(sixtyStates());
    await vi.waitFor(() => {
      expect(texts('.machine button')).toContain('sixty');
    });
    press('Show sixty');
    const states = (): number => shadow()?.querySelectorAll('g.state').length ?? 0;
    // There is no worker in jsdom: so large a chart is folded first.
    await vi.waitFor(() => {
      expect(states()).toBe(7);
    }, settled);
    expect(lit()).toEqual(['sixty.group0']);
    const search = shadow()?.querySelector<HTMLInputElement>('.search');
    if (search) search.value = 'group3.step4';
    search?.dispatchEvent(new Event('input'));
    search?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    await vi.waitFor(() => {
      expect(states()).toBe(16);
      expect(shadow()?.querySelector('[data-state="sixty.group3.step4"]')).toBeTruthy();
    }, settled);
  });
});
