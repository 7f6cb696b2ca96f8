import { describe, expect, it } from 'vitest';
import {
  coverageOf,
  factIds,
  generateAuthPaths,
  pathFromEvents,
} from '../../../src/testing/index.js';
import type { FactId } from '../../../src/testing/index.js';

describe('generateAuthPaths', () => {
  const paths = generateAuthPaths();

  it('goes through every state and every transition of the shipped statechart', () => {
    const coverage = coverageOf(paths);
    expect(coverage.states.missing).toEqual([]);
    expect(coverage.transitions.missing).toEqual([]);
    expect(coverage.complete).toBe(true);
    expect(coverage.transitions.total).toBeGreaterThan(70);
  });

  it('uses every fact', () => {
    const used = new Set(paths.flatMap(({ steps }) => steps.map(({ fact }) => fact)));
    expect(factIds.filter((id) => !used.has(id))).toEqual([]);
  });

  it('gives each path a name of its own, and the same paths every time', () => {
    const names = paths.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(generateAuthPaths().map(({ name }) => name)).toEqual(names);
  });

  it('never shows anybody while a logout is under way', () => {
    const steps = paths.flatMap((path) => path.steps);
    const leaving = steps.filter(({ visible }) => visible.status === 'loggingOut');
    expect(leaving.length).toBeGreaterThan(10);
    for (const { visible } of leaving)
      expect(visible).toMatchObject({ isAuthenticated: false, user: null, ready: true });
  });

  it('ends at the goal, uses only the chosen sources, and stays within the depth', () => {
    const by = ['user', 'server'] as const;
    const ending = generateAuthPaths({ goal: { status: 'loggedOut' }, by, depth: 3 });
    expect(ending.map(({ name }) => name)).toContain(
      'authenticated → log out → server down → logged out, revocation queued',
    );
    for (const { steps } of ending) {
      expect(steps.at(-1)?.visible.status).toBe('loggedOut');
      expect(steps.length).toBeLessThanOrEqual(3);
      for (const step of steps) expect(by).toContain(step.by);
    }
  });

  it('restricts itself to the chosen events and to what the filter keeps', () => {
    const events: FactId[] = ['opensSignedIn', 'clicksLogOut', 'serverAgrees', 'serverFails'];
    const chosen = generateAuthPaths({ events, filter: ({ steps }) => steps.length === 3 });
    expect(chosen.map(({ name }) => name).toSorted()).toEqual([
      'authenticated → log out → server confirms → logged out',
      'authenticated → log out → server down → logged out, revocation queued',
    ]);
  });

  it('lists every simple path up to a depth', () => {
    const simple = generateAuthPaths({ kind: 'simple', by: ['user', 'server'], depth: 4 });
    const names = simple.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('authenticated → log out → server down → back online → logged out');
    expect(Math.max(...simple.map(({ steps }) => steps.length))).toBe(4);
  });

  it.each([
    [{ kind: 'longest' }, /"kind" must be/],
    [{ depth: 0 }, /"depth" must be/],
    [{ events: ['earthquake'] }, /"events" has the unknown fact "earthquake"/],
    [{ by: ['nobody'] }, /"by" has the unknown source "nobody"/],
    [{ goals: {} }, /"goals" is not an option/],
  ])('refuses %j', (options, message) => {
    expect(() => generateAuthPaths(options as never)).toThrow(message);
  });
});

describe('pathFromEvents', () => {
  it('tells what happens and what must be visible', () => {
    const path = pathFromEvents(['opensSignedIn', 'clicksLogOut', 'serverFails']);
    expect(path.name).toBe('authenticated → log out → server down → logged out, revocation queued');
    expect(path.steps.map(({ by, visible }) => [by, visible.status, visible.user])).toEqual([
      ['user', 'authenticated', 'ada@example.test'],
      ['user', 'loggingOut', null],
      ['server', 'loggedOut', null],
    ]);
  });

  it('says what can happen instead of a fact that cannot', () => {
    expect(() => pathFromEvents(['clicksLogOut'])).toThrow(/cannot happen first\..*opensSignedIn/);
    expect(() => pathFromEvents(['opensSignedOut', 'clicksLogOut'])).toThrow(
      /cannot happen after "logged out".*signsIn/,
    );
  });
});

describe('coverageOf', () => {
  it('names what a set of paths leaves out', () => {
    const { transitions, states, complete } = coverageOf([
      pathFromEvents(['opensSignedIn', 'clicksLogOut', 'serverAgrees']),
    ]);
    expect(complete).toBe(false);
    expect(states.missing).toContain('signingIn.verifying');
    expect(states.missing).not.toContain('loggingOut.server.revoking');
    expect(transitions.missing.join('\n')).toMatch(/loggedOut · SIGN_IN → signingIn/);
    expect(states.covered + states.missing.length).toBe(states.total);
  });
});
