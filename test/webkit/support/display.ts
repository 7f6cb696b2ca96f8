import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { webKit } from '../../../scripts/webkit.js';

/** A display that nobody sees, and a home of its own, for the programs that run on it. */
export interface Display {
  readonly env: NodeJS.ProcessEnv;
  /** The folder below which they keep what they keep. */
  readonly home: string;
  /** Starts a program on it, which ends with it. */
  start(command: string, args: readonly string[]): ChildProcess;
  /** Ends all of them, the display as well, and leaves their files. */
  end(): Promise<void>;
  /** Ends all of them, and removes their files. */
  close(): Promise<void>;
}

/** Starts a display of a number that is free. */
export async function openDisplay(): Promise<Display> {
  const home = await mkdtemp(join(tmpdir(), 'moonkey-webkit-'));
  const screen = ['-screen', '0', '1280x800x24', '-nolisten', 'tcp'];
  const server = spawn(webKit().display, ['-displayfd', '3', ...screen], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const running = new Set([server]);
  const number = await firstLine(server.stdio[3] as Readable);
  const env = {
    ...process.env,
    DISPLAY: `:${number}`,
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_CONFIG_HOME: join(home, 'config'),
    // There is no desktop here to speak to.
    NO_AT_BRIDGE: '1',
    GIO_USE_VFS: 'local',
    LIBGL_ALWAYS_SOFTWARE: '1',
  };
  async function endAll() {
    // The display last: a program without one complains, and takes its time.
    for (const program of [...running].toReversed()) await end(program);
  }
  return {
    env,
    home,
    end: endAll,
    start(command, args) {
      const program = spawn(command, args, { env, stdio: 'ignore' });
      running.add(program);
      return program;
    },
    async close() {
      await endAll();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function end(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const over = once(program, 'exit');
  program.kill('SIGKILL');
  await over;
}

async function firstLine(stream: Readable): Promise<string> {
  let text = '';
  for await (const part of stream) {
    text += String(part);
    if (text.includes('\n')) return text.trim();
  }
  throw new Error('Xvfb did not start.');
}
