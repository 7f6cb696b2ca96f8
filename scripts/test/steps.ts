import { testFolders, type TestProjectName } from './folders.js';

/** One command of a step. `vitest` commands are counted by their tests, others as one test each. */
export interface Check {
  name: string;
  command: readonly string[];
  /** Vitest projects to run and the folders whose tests they must find. */
  vitest?: { folders: readonly string[] };
  /** Whether the output is worth reading when all is well, too. */
  talks?: boolean;
  /** How long the command may take. Default 12. */
  minutes?: number;
}

/** A named part of `npm test`. */
export interface Step {
  name: string;
  checks: readonly Check[];
  /** The names of the steps that must have ended before. */
  after?: readonly string[];
  /** Why it runs only where it is asked for by name. */
  onRequest?: string;
}

const bin = (name: string, ...args: string[]): string[] => [`node_modules/.bin/${name}`, ...args];
const script = (name: string, ...args: string[]): string[] =>
  bin('tsx', `scripts/${name}.ts`, ...args);
const tool = (name: string, command: string[]): Check => ({ name, command });

function vitest(project: TestProjectName): Check {
  return {
    name: project,
    command: bin('vitest', 'run', '--project', project),
    vitest: { folders: testFolders[project] },
  };
}

/** The tests of `test/browser` that need nothing of Chromium's own, in another engine. */
function browserSuiteIn(engine: 'firefox' | 'webkit'): Check {
  return {
    name: 'the browser suite',
    command: bin('vitest', 'run', '--project', `browser-in-${engine}`),
    vitest: { folders: testFolders.browser },
  };
}

const chromium = tool('chromium is available', script('chromium'));
const postgres = tool('postgres is available', script('ensure-postgres'));

const types: Step = {
  name: 'types',
  checks: [
    tool('tsc', bin('tsc', '-p', 'tsconfig.json')),
    tool('declarations', bin('tsc', '-p', 'tsconfig.build.json', '--noEmit')),
    tool(
      'declarations of session-api',
      bin('tsc', '-p', 'packages/session-api/tsconfig.build.json', '--noEmit'),
    ),
    vitest('types'),
  ],
};
const lint: Step = {
  name: 'lint',
  checks: [
    tool('oxlint', bin('oxlint', '--type-aware', '--deny-warnings')),
    tool('import direction', script('check-imports')),
  ],
};
const format: Step = {
  name: 'format',
  checks: [tool('oxfmt', bin('oxfmt', '--check', '.'))],
};
const unit: Step = {
  name: 'unit',
  checks: [postgres, chromium, vitest('unit'), vitest('unit-shared')],
};
const react: Step = { name: 'react', checks: [vitest('react')] };
const simulation: Step = {
  name: 'simulation',
  checks: [{ ...vitest('simulation'), talks: true }],
};
const browser: Step = { name: 'browser', checks: [chromium, vitest('browser')] };
const e2e: Step = { name: 'e2e', checks: [chromium, vitest('e2e')] };
const firefox: Step = {
  name: 'firefox',
  checks: [
    tool('firefox is available', script('firefox')),
    vitest('firefox'),
    browserSuiteIn('firefox'),
  ],
};
const webkit: Step = {
  name: 'webkit',
  checks: [
    tool('webkit is available', script('webkit')),
    vitest('webkit'),
    browserSuiteIn('webkit'),
  ],
};
const examples: Step = {
  name: 'examples',
  onRequest: 'it installs and builds four apps: npm run test:examples',
  checks: [
    chromium,
    tool('the example apps can be installed', script('examples')),
    vitest('examples'),
  ],
};
const steady: Step = {
  name: 'steady',
  onRequest: 'it takes the better part of an hour: npm run test:steady',
  checks: [
    chromium,
    tool('firefox is available', script('firefox')),
    { ...vitest('steady'), minutes: 120, talks: true },
  ],
};
const build: Step = { name: 'build', checks: [tool('tsc', script('build'))] };
const packaging: Step = {
  name: 'package',
  after: ['build'],
  checks: [
    ...['.', 'packages/session-api'].flatMap((folder) => [
      tool(`publint ${folder}`, bin('publint', folder, '--strict')),
      tool(`attw ${folder}`, bin('attw', '--pack', folder, '--profile', 'esm-only')),
    ]),
    tool('knip', bin('knip')),
    tool('size-limit', bin('size-limit')),
    vitest('package'),
  ],
};

/**
 * What a run does. Two of them are under way at a time, so the long ones come first; `after` names
 * the steps that must have ended before one may begin.
 */
export const steps: readonly Step[] = [
  unit,
  e2e,
  build,
  packaging,
  react,
  simulation,
  firefox,
  webkit,
  browser,
  types,
  lint,
  format,
  examples,
  steady,
];
