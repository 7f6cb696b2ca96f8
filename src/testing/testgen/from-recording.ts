import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathsFromRecording } from '../recording/index.js';
import { pathFromEvents } from '../paths/index.js';
import { isWalkableInBrowser } from '../playwright/index.js';
import { driverFile, writeDriverOnce } from './driver-file.js';
import type { Flags } from './flags.js';
import { replayTest } from './replay-test.js';
import { writeRecordedTest } from './write-tests.js';

/** What a replay found: see `reproduce`. */
interface Found {
  readonly recorded: number;
  readonly facts: readonly string[];
  readonly complaint: string;
}

/**
 * Makes a test of a recording: the user's own runner replays it with their driver, shrinks it while the
 * app goes on doing wrong, and the shortest path is written as a plain test.
 *
 * @throws Error that says what is wrong, or that the app does right on all that was recorded.
 */
export async function generateFromRecording(
  flags: Flags & { readonly from: string },
  log: (line: string) => void,
): Promise<void> {
  const { from, out, runner, force } = flags;
  const told = pathsFromRecording(textOf(from));
  if (told.length === 0) throw new Error(`"--from ${from}" tells nothing of MoonKey's statechart.`);
  const paths = runner === 'playwright' ? told.filter(isWalkableInBrowser) : told;
  if (paths.length === 0)
    throw new Error(
      `"--from ${from}" tells of what no browser can be made to do. Replay it in memory: --runner vitest.`,
    );
  mkdirSync(out, { recursive: true });
  if (writeDriverOnce(flags, log))
    throw new Error(
      `fill in ${driverFile(flags)}, and then ask again: it is what replays the recording.`,
    );
  const file = join(out, `recorded.${runner === 'playwright' ? 'spec.ts' : 'test.tsx'}`);
  if (existsSync(file) && !force)
    throw new Error(`${file} is there already. Pass --force to overwrite it.`);
  log(`replaying ${paths.length} stories …`);
  const found = await replay(flags, from);
  if (!found)
    throw new Error(
      'the app does right on all that was recorded. What it did wrong may need data, or a device, that the driver does not know: see driver.check and facts of your own.',
    );
  const path = pathFromEvents(found.facts);
  writeFileSync(file, writeRecordedTest(path, runner, './auth-driver', found.complaint));
  log(`${found.complaint}\n${file}: ${found.facts.length} steps of ${found.recorded}`);
}

async function replay({ out, runner }: Flags, from: string): Promise<Found | null> {
  const scratch = mkdtempSync(join(tmpdir(), 'moonkey-replay-'));
  const answer = join(scratch, 'found.json');
  const name = `replay-of-a-recording.${runner === 'playwright' ? 'spec.ts' : 'test.tsx'}`;
  const test = join(out, name);
  writeFileSync(test, replayTest(runner, resolve(from), answer));
  try {
    const said = await run(runner, test);
    if (!existsSync(answer)) throw new Error(`${runner} could not replay the recording:\n${said}`);
    return JSON.parse(readFileSync(answer, 'utf8')) as Found | null;
  } finally {
    rmSync(test, { force: true });
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Runs one test file with the runner of the project in this folder; resolves to all that it says. */
function run(runner: Flags['runner'], test: string): Promise<string> {
  const command = resolve('node_modules/.bin', runner);
  if (!existsSync(command))
    throw new Error(
      `${runner} is not installed here. Name yours: --runner vitest, jest or playwright.`,
    );
  const args = { vitest: ['run', test], jest: [test], playwright: ['test', test] }[runner];
  return new Promise((resolveText) => {
    execFile(command, args, { maxBuffer: 2 ** 26 }, (_, stdout, stderr) =>
      resolveText(stdout + stderr),
    );
  });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`"--from ${file}": there is no such file.`, { cause });
  }
}
