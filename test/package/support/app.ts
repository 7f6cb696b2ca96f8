import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';

/** A package manager, as a guide's `npm` and `npx` stand for it. */
export type Manager = 'npm' | 'pnpm';

/** What a command said. */
export interface Said {
  readonly code: number | null;
  readonly output: string;
}

/** An app of a stranger, in a folder of its own. */
export interface App {
  readonly folder: string;
  write(file: string, text: string): void;
  /** Runs a command of a guide, with this app's package manager and the packed tarballs. */
  run(command: string): Promise<Said>;
  /** Starts a command of a guide that goes on; resolves with the first match of what it says. */
  start(command: string, env: Record<string, string>, said: RegExp): Promise<string>;
  /** Ends what goes on and removes the folder. */
  remove(): Promise<void>;
}

const pnpm = resolve('node_modules/.bin/pnpm');

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** Makes an empty app. */
export function createApp(manager: Manager, tarballs: Readonly<Record<string, string>>): App {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `moonkey-${manager}-`)));
  const running: Child[] = [];
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  write('package.json', JSON.stringify({ name: 'app', private: true, type: 'module' }));

  const launch = (command: string, env: Record<string, string>): Child => {
    const { PATH = '', HOME = '' } = process.env;
    return spawn('sh', ['-c', `exec ${translate(command, manager, tarballs)}`], {
      cwd: folder,
      env: { ...registrySettings(), HOME, PATH, CI: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
  };
  return {
    folder,
    write,
    async run(command) {
      const child = launch(command, {});
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
      await once(child, 'close');
      return { code: child.exitCode, output };
    },
    start(command, env, said) {
      const child = launch(command, env);
      running.push(child);
      return firstMatch(child, said);
    },
    async remove() {
      const ended = running
        .filter(({ exitCode }) => exitCode === null)
        .map((child) => once(child, 'close'));
      for (const child of running) endGroup(child);
      await Promise.all(ended);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `npx` starts what it is asked for as a child: both are ended. */
function endGroup({ pid, exitCode }: Child): void {
  if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGTERM');
}

function firstMatch(child: Child, said: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const [, found] = said.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('close', () => reject(new Error(`the command ended:\n${output}`)));
  });
}

/** `npm install x` and `npx y` for this package manager, with tarballs in place of our own names. */
function translate(
  command: string,
  manager: Manager,
  tarballs: Readonly<Record<string, string>>,
): string {
  const words = command.split(' ').map((word) => tarballs[word] ?? word);
  const line = words.join(' ');
  // What is known of a package from a moment ago need not be asked for again.
  if (manager === 'npm')
    return line.replace(/^npm install/, 'npm install --prefer-offline --no-audit --no-fund');
  return line
    .replace(/^npm install/, `${pnpm} add --prefer-offline`)
    .replace(/^npx/, `${pnpm} exec`);
}

/** Where packages come from, as whoever runs the tests has set it. */
function registrySettings(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      /^npm_config_(registry|cafile|https?_proxy|noproxy|userconfig)$/i.test(name) ||
      /^(https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS)$/i.test(name)
        ? [[name, value ?? '']]
        : [],
    ),
  );
}
