import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuthDriver, AuthPath, FakePageUnderTest } from '../../../src/testing/index.js';
import {
  authPathArbitrary,
  factIds,
  factsAfter,
  pathFromEvents,
  randomAuthPaths,
  shrinkAuthPath,
  walkAuthPath,
} from '../../../src/testing/index.js';
import { isWalkable } from '../../../src/testing/walk/index.js';
import { engineItself } from '../walk/engine-itself.js';

const by = ['user', 'server', 'otherTab', 'time'] as const;

/** An app whose button stays disabled once it was clicked. */
function disabledInTheSecondSession(): AuthDriver<FakePageUnderTest> {
  let isClicked = false;
  return {
    ...engineItself,
    open: () => {
      isClicked = false;
    },
    logOut({ auth }) {
      if (isClicked) throw new Error('the button is disabled');
      isClicked = true;
      void auth.logout().catch(() => undefined);
    },
  };
}

/** Clicks, and leaves it at that, whatever comes of it. */
const forgiving: AuthDriver<FakePageUnderTest> = {
  ...engineItself,
  logOut: ({ auth }) => void auth.logout().catch(() => undefined),
};

const fails = (path: AuthPath) =>
  walkAuthPath(path, disabledInTheSecondSession(), { patience: 1 }).then(
    () => false,
    (error: Error) => error.message.includes('the button is disabled'),
  );

describe('factsAfter', () => {
  it('tells what can happen next', () => {
    expect(factsAfter([])).toEqual(factIds.filter((id) => id.startsWith('opens')));
    expect(factsAfter(['opensSignedIn', 'clicksLogOut'], { by: ['server'] })).toEqual([
      'serverAgrees',
      'serverRefuses',
      'serverFails',
      'networkFails',
    ]);
  });
});

describe('randomAuthPaths', () => {
  it('tells the same stories for the same seed, and others for another', () => {
    const names = (seed: number) =>
      randomAuthPaths({ seed, steps: 12, by }).map(({ name }) => name);
    expect(names(7)).toEqual(names(7));
    expect(names(7)).not.toEqual(names(8));
    expect(names(7)).toHaveLength(20);
    expect(names(7)[3]).toMatch(/^seed 7, 4: /);
  });

  it('lets people live more than once', () => {
    const paths = randomAuthPaths({ seed: 1, steps: 30, count: 10, by });
    expect(Math.max(...paths.map(({ steps }) => steps.length))).toBe(30);
    const logouts = paths.map(
      ({ steps }) => steps.filter(({ fact }) => fact === 'clicksLogOut').length,
    );
    expect(Math.max(...logouts)).toBeGreaterThan(1);
  });

  it('is walked by the engine', async () => {
    const paths = randomAuthPaths({ seed: 3, steps: 12, count: 15, by });
    const walks = paths.map((path) => walkAuthPath(path, engineItself));
    await expect(Promise.all(walks)).resolves.toHaveLength(15);
  });

  it('draws no defect of the engine by itself, so that every path is walked', () => {
    const paths = randomAuthPaths({ seed: 42, steps: 12, count: 60 });
    expect(paths.filter((path) => !isWalkable(path))).toEqual([]);
  });

  it.each([[{}], [{ seed: 1, steps: 0 }], [{ seed: 1, count: 1.5 }]])('refuses %j', (options) => {
    expect(() => randomAuthPaths(options as never)).toThrow(/must be a whole number/);
  });
});

describe('shrinkAuthPath', () => {
  it('leaves out what a failure does not need', async () => {
    const found: object[] = [];
    const long = randomAuthPaths({ seed: 1, steps: 25, count: 30, by });
    for (const path of long) {
      if (!(await fails(path))) continue;
      const short = await shrinkAuthPath(path, fails);
      found.push({ steps: short.steps.length, fails: await fails(short) });
      break;
    }
    expect(found).toEqual([{ steps: 4, fails: true }]);
  });
});

describe('authPathArbitrary', () => {
  it('finds what only a second life shows, shrinks it, and says the seed', async () => {
    const property = fc.asyncProperty(authPathArbitrary(fc, { steps: 25, by }), async (path) => {
      expect(await fails(path)).toBe(false);
    });
    const run = (seed: number) => fc.check(property, { numRuns: 200, seed });
    const result = await run(1);
    expect(result.failed).toBe(true);
    expect(result.counterexample?.[0].steps.length).toBeLessThanOrEqual(6);
    const again = await run(1);
    expect(again.counterexample?.[0].name).toBe(result.counterexample?.[0].name);
    expect(fc.defaultReportMessage(again)).toMatch(
      /seed: 1, path: .*\nCounterexample: \[pathFromEvents\(\['opens\w+', .*'\w*LogOut\w*'\]\) \/\* .* → .*\*\/\]/,
    );
  });

  // Each was once a story that the world in memory could not tell.
  it.each([
    [1, 25],
    [42, 10],
  ])('draws what the engine can walk: seed %i, at most %i steps', async (seed, steps) => {
    const walked = fc.asyncProperty(authPathArbitrary(fc, { steps }), (path) =>
      walkAuthPath(path, forgiving),
    );
    expect(fc.defaultReportMessage(await fc.check(walked, { numRuns: 30, seed }))).toBeUndefined();
  });

  it.each([
    [
      'the answer is for the request of the one who is shown, behind that of who has left',
      ['opensSignedIn', 'jwtGoesStale', 'otherTabSwitchesUser', 'jwtGoesStale', 'serverRefuses'],
    ],
    [
      'a sign-in that was given up on a stuck disk leaves the other tab signed in',
      [
        'opensSlowlySignedOut',
        'localTimeout',
        'signsInAsAnother',
        'serverAgrees',
        'localTimeout',
        'otherTabSignsIn',
        'storageRecovers',
      ],
    ],
  ] as const)('has found that %s', async (_, story) => {
    await expect(walkAuthPath(pathFromEvents(story), forgiving)).resolves.toBeUndefined();
  });

  it('draws no defect of the engine by itself, which no runner can make happen', () => {
    const told = fc
      .sample(authPathArbitrary(fc, { steps: 25 }), { numRuns: 60, seed: 7 })
      .flatMap(({ steps }) => steps.map(({ fact }) => fact));
    expect(told.length).toBeGreaterThan(200);
    expect(told).not.toContain('revocationCrashes');
    expect(told).not.toContain('storageFallsBack');
  });

  it('explains what is wrong', () => {
    expect(() => authPathArbitrary({} as never)).toThrow(/import fc from 'fast-check'/);
    expect(() => authPathArbitrary(fc, { steps: 0 })).toThrow(/"steps" must be/);
  });
});
