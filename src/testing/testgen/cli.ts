import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateAuthPaths } from '../paths/index.js';
import { isWalkableInBrowser } from '../playwright/index.js';
import { isWalkable } from '../walk/index.js';
import { writeDriverOnce } from './driver-file.js';
import { findApp } from './find-app.js';
import type { Flags } from './flags.js';
import { help, readFlags } from './flags.js';
import { generateFromRecording } from './from-recording.js';
import { writeTests } from './write-tests.js';

/**
 * Runs `moonkey-testgen`: `args` are what follows its name.
 *
 * @throws Error that says what is wrong with them, or that a file is there already.
 */
export async function runTestgen(
  args: readonly string[],
  log: (line: string) => void = console.log,
): Promise<void> {
  const flags = readFlags(args);
  if (flags.help) log(help);
  else if (flags.from !== null) await generateFromRecording({ ...flags, from: flags.from }, log);
  else generate(flags, log);
}

function generate(flags: Flags, log: (line: string) => void): void {
  const { out, app, runner, goal, kind, depth, limit, by, force } = flags;
  const paths = generateAuthPaths({
    kind,
    filter: runner === 'playwright' ? isWalkableInBrowser : isWalkable,
    ...(goal && { goal: { status: goal } }),
    ...(depth !== null && { depth }),
    ...(limit !== null && { limit }),
    ...(by && { by }),
  });
  if (paths.length === 0) throw new Error('no path fits. Ask for less: see --goal, --depth, --by.');
  const tests = join(out, `auth-paths.${runner === 'playwright' ? 'spec.ts' : 'test.tsx'}`);
  if (existsSync(tests) && !force)
    throw new Error(`${tests} is there already. Pass --force to overwrite it.`);
  findApp(out, app);
  mkdirSync(out, { recursive: true });
  writeFileSync(tests, writeTests(paths, runner, './auth-driver'));
  log(`${tests}: ${paths.length} tests`);
  writeDriverOnce(flags, log);
}
