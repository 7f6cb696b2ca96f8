import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Coverage } from '@moon-key/react-auth/inspect';
import { pathFromEvents } from '@moon-key/react-auth/testing';
import type { RunCoverage } from '@moon-key/react-auth/testing';
import { transitionNames } from '../../src/testing/paths/statechart.js';
import { runCoverage } from '../../src/tools/coverage/cli.js';
import type { TestFolder } from './run-vitest.js';
import { testFolder } from './run-vitest.js';

const stories = {
  confirmed: ['opensSignedIn', 'clicksLogOut', 'serverAgrees'],
  elsewhere: ['opensSignedIn', 'otherTabLogsOut'],
  'signs-in': ['opensSignedOut', 'signsIn', 'serverAgrees'],
} as const;

const testOf = (facts: readonly string[]) => `import { describe, it } from 'vitest';
import { describeAuthPaths, pathFromEvents } from '@moon-key/react-auth/testing';
import { engineItself } from '../../testing/walk/engine-itself.js';

describeAuthPaths([pathFromEvents(${JSON.stringify(facts)})], engineItself, { describe, it });
`;

const ownMachine = `import { it } from 'vitest';
import { createActor } from 'xstate';
import { sixtyStates } from '../../inspect/machines/checkout.js';

it('walks', () => {
  const actor = createActor(sixtyStates()).start();
  for (const type of ['NEXT', 'FORWARD', 'RESET']) actor.send({ type });
});
`;

const config = (options: object) => `import { sourceAliases } from '../../../scripts/aliases.js';
export default {
  resolve: { alias: sourceAliases() },
  test: { testTimeout: 30_000, reporters: ['dot', ['@moon-key/react-auth/vitest', ${JSON.stringify(options)}]] },
};
`;

const idsOf = (facts: readonly string[]): string[] => {
  const names = pathFromEvents(facts).steps.flatMap(({ transitions }) => transitions);
  return [...transitionNames].filter(([, name]) => names.includes(name)).map(([id]) => id);
};

/** The transitions that a picture shows as taken, and as missed. */
function marks(svg: string): { taken: string[]; missed: string[] } {
  const of = (word: string) =>
    [...svg.matchAll(/<text [^>]*>/g)]
      .map(([tag]) => tag)
      .filter((tag) => new RegExp(`class="[^"]*\\b${word}\\b`).test(tag))
      .map((tag) => /data-transition="([^"]*)"/.exec(tag)?.[1]?.replaceAll('&#62;', '>') ?? '');
  return { taken: of('covered'), missed: of('missed') };
}

const runIn = (tests: TestFolder, file: string) => JSON.parse(tests.read(file)) as RunCoverage;

function coverageOf(run: RunCoverage, machine: string): Coverage {
  const found = run.machines.find(({ coverage }) => coverage.machine === machine);
  if (!found) throw new Error(`${machine} was not seen`);
  return found.coverage;
}

let tests: TestFolder;
beforeAll(() => {
  tests = testFolder();
  for (const [name, facts] of Object.entries(stories))
    tests.write(`${name}.test.ts`, testOf(facts));
  tests.write('own.test.ts', ownMachine);
});
afterAll(() => tests.remove());

describe('the coverage of a real run under Vitest', { timeout: 120_000 }, () => {
  it('marks exactly what three paths take, in as many workers, and what an own machine takes', async () => {
    tests.write('vitest.config.ts', config({ out: `${tests.folder}/all.html`, failUnder: 5 }));
    const { code, output } = await tests.run();
    expect(output).toMatch(/Tests {2}4 passed/);
    const run = runIn(tests, 'all.json');
    // How much waits in the outbox is told to the machine too, and changes nothing that a story tells.
    const expected = [...Object.values(stories).flatMap(idsOf), 'auth:OUTBOX_CHANGED:0'];
    expect(Object.keys(coverageOf(run, 'auth').transitions).toSorted()).toEqual(
      [...new Set(expected)].toSorted(),
    );
    expect(Object.keys(coverageOf(run, 'sixty').transitions)).toEqual([
      'sixty.group0.step0:NEXT:0',
      'sixty.group0:FORWARD:0',
      'sixty.group1:RESET:0',
    ]);
    expect(run.facts).toMatchObject({
      opensSignedIn: { authenticated: 2 },
      serverAgrees: { loggedOut: 1, authenticated: 1 },
    });
    await expect(tests.read('all.svg')).toMatchFileSnapshot('golden/three-paths.svg');
    await expect(tests.read('all-sixty.svg')).toMatchFileSnapshot('golden/sixty-states.svg');
    // Three of the sixty machine's transitions are less than five in a hundred.
    expect(output).toMatch(/sixty: \d % is under 5 %/);
    expect(code).toBe(1);
  });

  it('turns exactly the arrows of a path that is removed red', async () => {
    tests.write('vitest.config.ts', config({ out: `${tests.folder}/fewer.html` }));
    const { code, output } = await tests.run('confirmed', 'elsewhere');
    expect(code, output).toBe(0);
    const [all, fewer] = [marks(tests.read('all.svg')), marks(tests.read('fewer.svg'))];
    const kept = [...idsOf(stories.confirmed), ...idsOf(stories.elsewhere)];
    const removed = idsOf(stories['signs-in']).filter((id) => !kept.includes(id));
    expect(removed.length).toBeGreaterThan(2);
    expect(fewer.missed.filter((id) => !all.missed.includes(id)).toSorted()).toEqual(
      removed.toSorted(),
    );
    expect(fewer.taken.every((id) => all.taken.includes(id))).toBe(true);
  });

  it('is one offline page with a test for what was missed, and none for what the app cannot do', () => {
    const html = tests.read('all.html');
    expect(html).not.toMatch(/(?:src|href)="|https?:\/\/(?!www\.w3\.org)/);
    const data = /<script type="application\/json" id="tests">(.*?)<\/script>/.exec(html)?.[1];
    const written = JSON.parse(data ?? '{}') as Record<string, string>;
    expect(written['auth|auth.authenticated.intent.staying:LOGOUT:0']).toContain(
      "'clicksLogOutAndIsAsked'",
    );
    expect(written['facts|serverFails']).toContain("'serverFails',\n    ]),");
    expect(Object.keys(written)).not.toContain('facts|guardsCrash');
    expect(written['sixty|sixty.group2:FORWARD:0']).toContain('initialTransition(sixtyMachine)');
  });

  it('holds nothing of the people who were signed in, and nothing secret', () => {
    for (const file of ['all.html', 'all.json', 'all.svg'])
      expect(tests.read(file), file).not.toMatch(
        /example\.test|user_ada|Lovelace|424242|token_|ticket_/,
      );
  });

  it('is added up by moonkey-coverage, which fails where too little was taken', async () => {
    const said: string[] = [];
    const files = ['all.json', 'fewer.json'].map((file) => `${tests.folder}/${file}`);
    const out = ['--out', `${tests.folder}/sum.html`];
    const args = [...files, ...out, '--fail-under', '90'];
    expect(await runCoverage(args, (line) => said.push(line))).toBe(false);
    expect(said.join('\n')).toMatch(/auth: \d+ % is under 90 %/);
    expect(runIn(tests, 'sum.json').facts['opensSignedIn']).toEqual({ authenticated: 4 });
    await expect(runCoverage([`${tests.folder}/own.test.ts`])).rejects.toThrow('is no JSON');
    await expect(runCoverage([])).rejects.toThrow('name the .json files');
    await expect(runCoverage([...files, '-f', 'many'])).rejects.toThrow('from 0 to 100');
  });
});
