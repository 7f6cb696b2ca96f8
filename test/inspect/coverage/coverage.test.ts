// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import type { AnyStateMachine, InspectionEvent } from 'xstate';
import { createActor, initialTransition, setup, transition } from 'xstate';
import {
  collectCoverage,
  machineTest,
  mergeCoverage,
  pathTo,
  summarizeCoverage,
  toCoverageHtml,
  toCoverageSvg,
} from '@moon-key/react-auth/inspect';
import { authMachine } from '@moon-key/react-auth/machine';
import { createTestAuth } from '@moon-key/react-auth/testing';
import { checkoutMachine, sixtyStates } from '../machines/checkout.js';

/** A door with a guard, a delay, a service and an eventless way out. */
const door = setup({
  types: { context: {} as { knocks: number }, events: {} as { type: 'KNOCK' | 'OPEN' | 'SHUT' } },
  guards: { isHeard: ({ context }) => context.knocks >= 2, never: () => false },
  delays: { patience: 100 },
}).createMachine({
  id: 'door',
  initial: 'shut',
  context: { knocks: 0 },
  states: {
    shut: {
      on: {
        KNOCK: [
          { guard: 'isHeard', target: 'opening' },
          { actions: ({ context }) => void context.knocks },
        ],
        OPEN: { guard: 'never', target: 'locked' },
      },
    },
    opening: { after: { patience: 'open' }, on: { SHUT: 'shut' } },
    open: { on: { SHUT: 'shut' } },
    locked: { on: { OPEN: 'open' } },
  },
});

function covered(machine: AnyStateMachine, events: readonly string[]) {
  const collector = collectCoverage();
  const actor = createActor(machine, { inspect: collector.inspect }).start();
  for (const type of events) actor.send({ type });
  actor.stop();
  const [coverage] = collector.coverage();
  if (!coverage) throw new Error('nothing was seen');
  return coverage;
}

describe('collectCoverage', () => {
  it('counts exactly the states and transitions that were taken', () => {
    expect(covered(sixtyStates(), ['NEXT', 'NEXT', 'BACK', 'FORWARD'])).toEqual({
      machine: 'sixty',
      states: {
        'sixty.group0': 1,
        'sixty.group0.step0': 1,
        'sixty.group0.step1': 2,
        'sixty.group0.step2': 1,
        'sixty.group1': 1,
        'sixty.group1.step0': 1,
      },
      transitions: {
        'sixty.group0.step0:NEXT:0': 1,
        'sixty.group0.step1:NEXT:0': 1,
        'sixty.group0.step2:BACK:0': 1,
        'sixty.group0:FORWARD:0': 1,
      },
    });
  });

  it('knows which branch of several was taken, in regions and by states with ids of their own', () => {
    const { transitions } = covered(checkoutMachine, ['PAY', 'CLOSE', 'OPEN', 'CLOSE']);
    expect(transitions).toEqual({
      'the-cart:PAY:0': 1,
      'checkout.öffnung.geöffnet:CLOSE:0': 2,
      'checkout.öffnung.閉店:OPEN:0': 1,
    });
    expect(covered(door, ['KNOCK', 'KNOCK']).transitions).toEqual({ 'door.shut:KNOCK:1': 2 });
  });

  it('follows an engine from the moment at which it is watched', async () => {
    const auth = createTestAuth();
    await auth.settled;
    const collector = collectCoverage();
    const stop = collector.watch(auth.actor);
    await auth.logout();
    stop();
    const [coverage] = collector.coverage();
    expect(coverage?.machine).toBe('auth');
    expect(coverage?.states['auth.loggedOut']).toBe(1);
    const summary = summarizeCoverage(authMachine, coverage ?? { machine: '', states: {}, transitions: {} });
    expect(summary.transitions.taken).toBeGreaterThan(3);
    expect(summary.missedTransitions).not.toContain(Object.keys(coverage?.transitions ?? {})[0]);
    auth.dispose();
  });

  it('is as good where XState tells no transitions, but for those that leave no trace', () => {
    const collector = collectCoverage();
    const withoutMicrosteps = (event: InspectionEvent): void => {
      if (event.type !== '@xstate.microstep') collector.inspect(event);
    };
    const actor = createActor(sixtyStates(), { inspect: withoutMicrosteps }).start();
    for (const type of ['NEXT', 'NEXT', 'BACK', 'FORWARD']) actor.send({ type });
    expect(collector.coverage()).toEqual([
      covered(sixtyStates(), ['NEXT', 'NEXT', 'BACK', 'FORWARD']),
    ]);
  });

  it('adds up what several workers took', () => {
    const parts = [covered(sixtyStates(), ['NEXT']), covered(sixtyStates(), ['NEXT', 'RESET'])];
    const [merged] = mergeCoverage(parts.map((part) => structuredClone(part)));
    expect(merged?.transitions).toEqual({
      'sixty.group0.step0:NEXT:0': 2,
      'sixty.group0:RESET:0': 1,
    });
    expect(merged?.states['sixty.group0']).toBe(2);
  });
});

describe('toCoverageSvg', () => {
  it('turns exactly the arrows of what was missed red', async () => {
    const events = ['NEXT', 'NEXT', 'FORWARD', 'NEXT', 'RESET'];
    const marked = async (sent: readonly string[]): Promise<Map<string, string>> => {
      const text = await toCoverageSvg(sixtyStates(), covered(sixtyStates(), sent));
      const picture = new DOMParser().parseFromString(text, 'image/svg+xml');
      expect(picture.querySelector('parsererror')).toBeNull();
      return new Map(
        [...picture.querySelectorAll('.arrow:not([data-arrow^=initial])')].map((arrow) => [
          arrow.getAttribute('data-arrow') ?? '',
          arrow.getAttribute('class') ?? '',
        ]),
      );
    };
    const [all, fewer] = [await marked(events), await marked(events.slice(0, 2))];
    const changed = [...all].filter(([arrow, word]) => fewer.get(arrow) !== word).toSorted();
    expect(changed).toEqual([
      ['sixty.group0→sixty.group1', 'arrow covered'],
      ['sixty.group1.step0→sixty.group1.step1', 'arrow covered'],
      ['sixty.group1→sixty.group0', 'arrow covered'],
    ]);
    expect([...all.values()].filter((word) => word === 'arrow covered')).toHaveLength(5);
  });

  it('is the same picture for the same run', async () => {
    const coverage = covered(door, ['KNOCK', 'KNOCK']);
    const text = await toCoverageSvg(door, coverage);
    expect(await toCoverageSvg(door, structuredClone(coverage))).toBe(text);
    expect(text).toContain('KNOCK [else] ×2');
    expect(text).toMatch(/class="inside covered"[^>]*data-transition="door.shut:KNOCK:1"/);
    expect(text).toMatch(/class="missed"[^>]*>OPEN \[never\]</);
    await expect(toCoverageSvg(door, coverage, { theme: 'red' } as never)).rejects.toThrow(
      'toCoverageSvg: "theme" must be "light" or "dark" or "auto".',
    );
  });
});

describe('pathTo', () => {
  it('finds the shortest way to every transition of a machine that runs, and the way is true', () => {
    const machine = sixtyStates();
    const path = pathTo(machine, 'sixty.group2.step1:BACK:0');
    expect(path?.steps.map(({ event }) => event)).toEqual(['FORWARD', 'FORWARD', 'NEXT', 'BACK']);
    let [state] = initialTransition(machine);
    for (const { event, value } of path?.steps ?? []) {
      [state] = transition(machine, state, { type: event });
      expect(state.value).toEqual(value);
    }
  });

  it('goes by the chart where a guard bars the way, and says which', () => {
    expect(pathTo(door, 'door.locked:OPEN:0')?.steps).toEqual([
      { event: 'OPEN', guard: 'never' },
      { event: 'OPEN', guard: null },
    ]);
    expect(pathTo(door, 'door.nowhere:OPEN:0')).toBeNull();
  });

  it('finds a way to all but the unreachable transitions of the auth machine', () => {
    const { missedTransitions } = summarizeCoverage(authMachine, {
      machine: 'auth',
      states: {},
      transitions: {},
    });
    const lost = missedTransitions.filter((id) => pathTo(authMachine, id) === null);
    expect(missedTransitions.length).toBeGreaterThan(70);
    expect(lost).toEqual([]);
  });

  it('is written as a test', () => {
    const path = pathTo(sixtyStates(), 'sixty.group0.step1:NEXT:0');
    expect(machineTest('sixty', path?.start, path?.steps ?? [])).toContain(
      "  [state] = transition(sixtyMachine, state, { type: 'NEXT' });\n  expect(state.value).toEqual({ group0: 'step2' });",
    );
  });
});

describe('toCoverageHtml', () => {
  it('is one page without a network, with a test for each missed transition', async () => {
    const coverage = covered(door, ['KNOCK']);
    const html = await toCoverageHtml([{ machine: door, coverage }], { title: 'Door <1>' });
    expect(html).not.toMatch(/(?:src|href)="|https?:\/\/(?!www\.w3\.org)/);
    const page = new DOMParser().parseFromString(html, 'text/html');
    expect(page.querySelector('h1')?.textContent).toBe('Door <1>');
    const missed = [...page.querySelectorAll('[data-missed]')].map((each) => each.textContent);
    expect(missed).toContain('shut: OPEN [never]');
    expect(missed).not.toContain('shut: KNOCK [else]');
    const tests = JSON.parse(page.querySelector('#tests')?.textContent ?? '{}') as Record<string, string>;
    expect(tests['door|door.locked:OPEN:0']).toContain('// never must hold here');
  });
});
