import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The demo, in processes of its own: started as `npm run demo` starts it. */
export interface RunningDemo {
  readonly url: string;
  readonly sessionServiceUrl: string;
  /** What it printed so far. */
  output(): string;
  /** Stops it as a terminal does, and resolves with its exit code. */
  stop(signal?: 'SIGINT' | 'SIGTERM'): Promise<number | null>;
  /** Whether any of its processes still runs. */
  isAlive(): boolean;
}

interface DemoSettings {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the demo on the folder; rejects with its output when it ends before it runs. */
export async function startDemo(data: string, settings: DemoSettings = {}): Promise<RunningDemo> {
  const { args = [], env = {} } = settings;
  const child = spawn(
    process.execPath,
    // As `npm run demo` does: tsx's own command would answer a signal for a busy program.
    ['--import', 'tsx', 'examples/demo/start.ts', '--data', data, ...args],
    {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that what it leaves behind can be found.
      detached: true,
    },
  );
  const group = -(child.pid ?? 0);
  let output = '';
  const ended = once(child, 'close');
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const address = /running:\s+(http\S+)[^]*Ctrl-C/.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then(() => reject(new Error(output)));
  });

  return {
    url,
    sessionServiceUrl: /Session service\s+(http\S+)/.exec(output)?.[1] ?? '',
    output: () => output,
    async stop(signal = 'SIGINT') {
      if (child.exitCode === null) process.kill(group, signal);
      await ended;
      return child.exitCode;
    },
    isAlive: () => isRunning(group),
  };
}

/**
 * Whether anything of a group of processes runs. What has ended and was orphaned, as the esbuild of tsx is, can be signalled
 * until init has taken note of it, which may take a second.
 */
function isRunning(group: number): boolean {
  try {
    process.kill(group, 0);
  } catch {
    return false;
  }
  return execFileSync('ps', ['-A', '-o', 'pgid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .some(([of, state = 'Z']) => Number(of) === -group && !state.startsWith('Z'));
}

/** An empty folder for a demo, and the way to be rid of it. */
export async function createDataFolder() {
  const path = await mkdtemp(join(tmpdir(), 'moonkey-demo-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}
