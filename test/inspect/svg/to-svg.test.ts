// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { createMachine } from 'xstate';
import { toSvg } from '@moon-key/react-auth/inspect';
import { authMachine, outboxMachine } from '@moon-key/react-auth/machine';

function parse(text: string): Document {
  const document = new DOMParser().parseFromString(text, 'image/svg+xml');
  expect(document.querySelector('parsererror')).toBeNull();
  return document;
}

interface Frame {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly bottom: number;
}

/** The boxes, as they are drawn. */
function framesOf(document: Document): Frame[] {
  return [...document.querySelectorAll('[data-state]')].map((state) => {
    const box = state.querySelector('rect');
    const read = (name: string): number => Number(box?.getAttribute(name));
    return {
      id: state.getAttribute('data-state') ?? '',
      x: read('x'),
      y: read('y'),
      right: read('x') + read('width'),
      bottom: read('y') + read('height'),
    };
  });
}

describe('toSvg', () => {
  it('draws every state once, and children inside their parents', async () => {
    const frames = framesOf(parse(await toSvg(authMachine)));
    expect(frames).toHaveLength(31);
    for (const frame of frames.filter(({ id }) => id.includes('.'))) {
      const parent = frames.find(({ id }) => id === frame.id.slice(0, frame.id.lastIndexOf('.')));
      expect(parent).toBeDefined();
      expect(frame.x).toBeGreaterThan(parent?.x ?? Infinity);
      expect(frame.y).toBeGreaterThan(parent?.y ?? Infinity);
      expect(frame.right).toBeLessThan(parent?.right ?? 0);
      expect(frame.bottom).toBeLessThan(parent?.bottom ?? 0);
    }
  });

  it('begins at the top with the initial state, whichever way it grows', async () => {
    for (const direction of ['TB', 'LR'] as const) {
      const frames = framesOf(parse(await toSvg(outboxMachine, { direction })));
      const at = (id: string): number =>
        frames.find((f) => f.id === id)?.[direction === 'TB' ? 'y' : 'x'] ?? NaN;
      expect(at('outbox.idle')).toBeLessThan(at('outbox.waitingForTurn'));
      expect(at('outbox.waitingForTurn')).toBeLessThan(at('outbox.sending'));
    }
  });

  it('draws an arrow, with its name, for each pair of states that a transition joins', async () => {
    const document = parse(await toSvg(authMachine));
    const arrow = document.querySelector('.label[data-arrow="auth.loggingOut→auth.loggedOut"]');
    expect([...(arrow?.querySelectorAll('text') ?? [])].map((line) => line.textContent)).toEqual([
      'all done',
      'always [readyForNextUser]',
    ]);
    const [from] = [...document.querySelectorAll('.arrow')].filter(
      (each) => each.getAttribute('data-arrow') === 'auth.initializing→auth.loggingOut',
    );
    expect(from?.querySelector('.line')?.getAttribute('d')).toMatch(/^M[\d.]+ [\d.]+/);
    expect(document.querySelectorAll('.dot')).toHaveLength(7);
  });

  it('draws an outline: outer states, and what joins them', async () => {
    const document = parse(await toSvg(authMachine, { depth: 1 }));
    const states = framesOf(document).map(({ id }) => id);
    expect(states.toSorted()).toEqual([
      'auth',
      'auth.authenticated',
      'auth.initializing',
      'auth.loggedOut',
      'auth.loggingOut',
      'auth.signingIn',
    ]);
    const label = document.querySelector('.label[data-arrow="auth.authenticated→auth.loggingOut"]');
    expect(label?.textContent).toContain('LOGOUT');
    expect(label?.textContent).toContain('askLogoutGuards done');
    await expect(toSvg(authMachine, { depth: 0 })).rejects.toThrow(
      /"depth" must be a whole number/,
    );
  });

  it('is the same picture each time, and follows light and dark by itself', async () => {
    const picture = await toSvg(outboxMachine);
    expect(await toSvg(outboxMachine)).toBe(picture);
    expect(picture).toContain('@media(prefers-color-scheme:dark)');
    expect(await toSvg(outboxMachine, { theme: 'dark' })).not.toContain('@media');
    expect(await toSvg(outboxMachine, { theme: 'light' })).not.toBe(
      await toSvg(outboxMachine, { theme: 'dark' }),
    );
    expect(picture).not.toMatch(/href|url\(|<script|http:(?!\/\/www\.w3\.org\/2000\/svg)/);
  });

  it('draws any machine, whatever its shape and its names', async () => {
    const odd = fc.string({ minLength: 1, maxLength: 12 });
    const machines = fc.integer({ min: 2, max: 6 }).chain((count) =>
      fc
        .record({
          moves: fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 9 }),
          text: odd,
          outwards: fc.boolean(),
        })
        .map(({ moves, text, outwards }): AnyStateMachine => {
          const leaf = (index: number): object => ({
            description: `<b>&"${text}`,
            on: Object.fromEntries(
              moves
                .filter(([from]) => from === index)
                .map(([, to]) => [`${text}${to}`.replaceAll('*', ''), `s${to}`]),
            ),
          });
          const inner = { x: outwards ? { always: '#m.s1' } : {}, y: { on: { GO: 'x' } } };
          const first = {
            ...leaf(0),
            type: 'parallel',
            states: { a: { initial: 'x', states: inner }, b: {} },
          };
          const others = Array.from({ length: count - 1 }, (_, index) => [
            `s${index + 1}`,
            leaf(index + 1),
          ]);
          const states = { s0: first, ...Object.fromEntries(others) };
          return createMachine({ id: 'm', initial: 's0', states } as never);
        }),
    );
    await fc.assert(
      fc.asyncProperty(machines, async (machine) => {
        const document = parse(await toSvg(machine));
        expect(document.querySelectorAll('[data-state]')).toHaveLength(
          Object.keys(machine.states).length + 5,
        );
      }),
      { numRuns: 40 },
    );
  });

  it('refuses what is not a machine, and options it does not know', async () => {
    await expect(toSvg({} as never)).rejects.toThrow(/not an XState v5 machine/);
    await expect(toSvg(authMachine, { theme: 'blue' as never })).rejects.toThrow(
      /"theme" must be "light" or "dark" or "auto"/,
    );
  });
});
