import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { AuthPathsOptions, FactSource } from '../paths/index.js';
import { generateAuthPaths } from '../paths/index.js';
import { isWalkableInBrowser } from '../playwright/index.js';
import { isWalkable } from '../walk/index.js';
import type { Runner } from './write-tests.js';
import { runners, writeDriver, writeTests } from './write-tests.js';

interface Flags {
  readonly out: string;
  readonly runner: Runner;
  readonly goal?: 'authenticated' | 'loggedOut';
  readonly kind: 'shortest' | 'simple';
  readonly depth?: number;
  readonly by?: FactSource[];
  readonly force?: boolean;
}

const number = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number of steps, at least 1.');
  return value;
};

/** Runs `moonkey-testgen`: `args` are what follows its name. */
export async function runTestgen(
  args: readonly string[],
  log: (line: string) => void = console.log,
): Promise<void> {
  const program = new Command('moonkey-testgen')
    .description(
      'Writes test files that drive your app along the paths of its sign-ins and logouts.',
    )
    .option('-o, --out <folder>', 'where the files go', 'auth-paths')
    .addOption(
      new Option('-r, --runner <name>', 'the test runner').choices(runners).default('vitest'),
    )
    .addOption(
      new Option('-g, --goal <status>', 'keeps the paths that end so').choices([
        'authenticated',
        'loggedOut',
      ]),
    )
    .addOption(
      new Option('-k, --kind <kind>', 'few short paths, or all simple ones')
        .choices(['shortest', 'simple'])
        .default('shortest'),
    )
    .option('-d, --depth <steps>', 'the most steps in a path', number)
    .option('-b, --by <who...>', 'who acts: user app server device otherTab time')
    .option('-f, --force', 'overwrites the test file; never the driver')
    .action((flags: Flags) => generate(flags, log));
  await program.parseAsync([...args], { from: 'user' });
}

function generate(flags: Flags, log: (line: string) => void): void {
  const { out, runner, goal, kind, depth, by, force = false } = flags;
  const options: AuthPathsOptions = {
    kind,
    filter: runner === 'playwright' ? isWalkableInBrowser : isWalkable,
    ...(goal && { goal: { status: goal } }),
    ...(depth && { depth }),
    ...(by && { by }),
  };
  const paths = generateAuthPaths(options);
  if (paths.length === 0) throw new Error('no path fits. Ask for less: see --goal, --depth, --by.');
  const isBrowser = runner === 'playwright';
  const tests = join(out, `auth-paths.${isBrowser ? 'spec.ts' : 'test.tsx'}`);
  const driver = join(out, `auth-driver.${isBrowser ? 'ts' : 'tsx'}`);
  if (existsSync(tests) && !force)
    throw new Error(`${tests} is there already. Pass --force to overwrite it.`);
  mkdirSync(out, { recursive: true });
  const environment = runner === 'vitest' ? '// @vitest-environment jsdom\n' : '';
  const jest = runner === 'jest' ? '/** @jest-environment jsdom */\n' : '';
  writeFileSync(tests, `${environment}${jest}${writeTests(paths, runner, './auth-driver')}`);
  log(`${tests}: ${paths.length} tests`);
  if (existsSync(driver)) return;
  writeFileSync(driver, writeDriver(runner));
  log(`${driver}: say there how your app is worked`);
}
