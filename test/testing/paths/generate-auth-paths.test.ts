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

  it('lets people log out in a second life, however the first one ended', () => {
    const lives = paths.filter(
      ({ steps }) =>
        steps.filter(({ fact }) => fact === 'clicksLogOut').length > 1 ||
        steps.some(({ fact }, at) => fact === 'sessionExpires' && at < steps.length - 3),
    );
    expect(lives.length).toBeGreaterThan(4);
    expect(lives.map(({ name }) => name)).toContain(
      'authenticated → log out → server confirms → sign in → code accepted → log out → server confirms → logged out',
    );
    const one = generateAuthPaths({ lives: 1 });
    expect(paths.length - one.length).toBeGreaterThan(4);
  });

  describe('simple paths in number', () => {
    const many = { kind: 'simple', depth: 6 } as const;

    it('are limited to the shortest', () => {
      const some = generateAuthPaths({ ...many, limit: 500 });
      expect(some).toHaveLength(500);
      expect(some[0]?.steps).toHaveLength(1);
    });

    it('are sampled, the same for the same seed', () => {
      const names = (seed: number) =>
        generateAuthPaths({ ...many, sample: { count: 50, seed } }).map(({ name }) => name);
      expect(new Set(names(1)).size).toBe(50);
      expect(names(1)).toEqual(names(1));
      expect(names(1)).not.toEqual(names(2));
    });

    it('are divided, each path into one shard', () => {
      const options = { kind: 'simple', depth: 4, by: ['user', 'server'] } as const;
      const all = generateAuthPaths(options).map(({ name }) => name);
      const shards = ['1/3', '2/3', '3/3'].map((shard) =>
        generateAuthPaths({ ...options, shard }).map(({ name }) => name),
      );
      expect(shards.flat().toSorted()).toEqual(all.toSorted());
      for (const shard of shards) expect(shard.length).toBeGreaterThan(all.length / 6);
    });

    it('are not made without a word when there are too many', () => {
      expect(() => generateAuthPaths(many)).toThrow(
        /more than 20000 simple paths .* "limit", a "sample" or a "shard"/,
      );
    });
  });

  it('samples, shards and limits the default paths too', () => {
    const sampled = generateAuthPaths({ sample: { count: 5, seed: 1 } });
    expect(sampled).toHaveLength(5);
    const [one, two] = ['1/2', '2/2'].map((shard) => generateAuthPaths({ shard }));
    expect((one?.length ?? 0) + (two?.length ?? 0)).toBe(paths.length);
    expect(generateAuthPaths({ limit: 3 })).toEqual(paths.slice(0, 3));
  });

  it.each([
    [{ lives: 3 }, /"lives" must be 1 or 2/],
    [{ limit: 0 }, /"limit" must be/],
    [{ sample: { count: 3 } }, /"sample" must be/],
    [{ shard: '5/4' }, /"shard" must be like "1\/4"/],
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
