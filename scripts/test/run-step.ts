import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SKIPPED } from './skip.js';
import type { Check, Step } from './steps.js';
import { addTallies, tallyExit, tallyVitest, type Tally, type VitestReport } from './tally.js';

/** No command of a healthy run takes this long, in minutes, unless its check says so. */
const commandTimeout = 12;

/**
 * Runs the checks of a step in order, prints what each one said, and adds up their tallies. One that says that the step
 * cannot run here ends it.
 */
export async function runStep(step: Step): Promise<Tally> {
  const tallies: Tally[] = [];
  for (const check of step.checks) {
    const title = `${step.name}: ${check.name}`;
    const started = performance.now();
    const { tally, output, isSkipped } = await runCheck(check, title);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (isSkipped) {
      console.log(`skipped  ${title}  ${output.trim()}`);
      break;
    }
    const verdict = tally.failed > 0 ? 'FAILED' : 'ok';
    if (tally.failed > 0 || check.talks === true) console.log(`\n${output.trim()}`);
    console.log(
      `${verdict}  ${title}  ${tally.passed} passed, ${tally.failed} failed  ${seconds} s`,
    );
    tallies.push(tally);
  }
  return addTallies(tallies);
}

async function runCheck(
  check: Check,
  title: string,
): Promise<{ tally: Tally; output: string; isSkipped?: boolean }> {
  if (check.vitest === undefined) {
    const { code, output } = await run(check.command, check.minutes);
    const isSkipped = code === SKIPPED;
    return { tally: isSkipped ? addTallies([]) : tallyExit(code === 0), output, isSkipped };
  }
  const missing = check.vitest.folders.filter((folder) => !hasTests(folder));
  const emptiness = missing.map((folder) => `test/${folder} has no tests.\n`).join('');
  const empty: Tally = { passed: 0, failed: missing.length };
  if (missing.length === check.vitest.folders.length) return { tally: empty, output: emptiness };

  const report = join('test-results', `${title.replaceAll(/\W+/g, '-')}.json`);
  const { code, output } = await run(
    [...check.command, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    check.minutes,
  );
  const results = existsSync(report)
    ? (JSON.parse(readFileSync(report, 'utf8')) as VitestReport)
    : undefined;
  return {
    tally: addTallies([empty, tallyVitest(results, code === 0)]),
    output: emptiness + output,
  };
}

function hasTests(folder: string): boolean {
  const path = join('test', folder);
  if (!existsSync(path)) return false;
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).some((file) =>
    /\.test(-d)?\.tsx?$/.test(file),
  );
}

function run(
  command: readonly string[],
  minutes = commandTimeout,
): Promise<{ code: number | null; output: string }> {
  const [file = '', ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: minutes * 60_000,
      env: { ...process.env, NO_COLOR: '1' },
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ code: null, output: `${output}\n${error.message}` }));
    child.on('close', (code, signal) => {
      const end = signal === null ? '' : `\nended by ${signal}`;
      resolve({ code, output: output + end });
    });
  });
}
