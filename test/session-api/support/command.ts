import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { bundledProgram } from '../../support/bundled-program.js';

const entry = 'packages/session-api/src/bin.ts';
const external = ['libsql', 'pg', 'nodemailer'];

/** The command `moonkey-session-api` in a process of its own. */
export interface Command {
  readonly child: ChildProcess;
  /** What it printed so far. */
  output(): string;
  /** Resolves with the address once it is printed; rejects with the output when the process ends before. */
  readonly url: Promise<string>;
  /** Resolves when the process has ended. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; output: string }>;
}

/**
 * Runs the command with only the environment given. `before` is shell, such as `ulimit -f 400`: what it sets holds for
 * the command alone.
 */
export function runCommand(
  args: string[],
  env: Record<string, string>,
  cwd: string,
  before?: string,
): Command {
  const node = [bundledProgram(entry, external), ...args];
  const [program, given] =
    before === undefined
      ? [process.execPath, node]
      : ['bash', ['-c', `${before}; exec "$0" "$@"`, process.execPath, ...node]];
  const child = spawn(program, given, {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = once(child, 'close').then(() => ({
    code: child.exitCode,
    signal: child.signalCode,
    output,
  }));
  const url = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const address = /Session service: (http\S+)\n/.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then(() => reject(new Error(`the command ended:\n${output}`)));
  });
  url.catch(() => undefined);
  return { child, output: () => output, url, ended };
}
