import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inject } from 'vitest';
import { runIn } from '../../../scripts/examples/cache.js';
import {
  installExample,
  installTarball,
  sourcesOf,
  withNewerNode,
  type ExampleApp,
} from '../../../scripts/examples/install-example.js';

/** How an app is built and started, once it is installed. */
export interface ExampleSettings {
  readonly name: ExampleApp;
  /** What builds it, and checks its types where the build does not: arguments for Node. */
  readonly build: readonly (readonly string[])[];
  readonly start: (port: number) => readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** An app that runs in production mode, as its developer would start it. */
export interface RunningExample {
  readonly url: string;
  readonly folder: string;
  /** What it printed so far. */
  output(): string;
  stop(): Promise<void>;
}

/** Installs, builds and starts an app on a free loopback port. */
export async function startExample(settings: ExampleSettings): Promise<RunningExample> {
  const folder = installExample(settings.name);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const env = {
    ...withNewerNode(),
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    ASTRO_TELEMETRY_DISABLED: '1',
    HOST: 'localhost',
    PORT: String(port),
    ...settings.env,
  };
  buildOnce(folder, settings, env);
  const child = spawn('node', settings.start(port), {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const read = (chunk: Buffer) => void (output += chunk.toString());
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const ended = once(child, 'close');
  await answers(url, () => child.exitCode !== null && output);
  return {
    url,
    folder,
    output: () => output,
    async stop() {
      if (child.exitCode === null) process.kill(-(child.pid ?? 0), 'SIGTERM');
      await ended;
    },
  };
}

/** Installs this package in an app and builds it, unless that has been done with the very same of both. */
function buildOnce(folder: string, { name, build }: ExampleSettings, env: NodeJS.ProcessEnv): void {
  const tarball = inject('tarball');
  const receipt = join(folder, '..', `${name}.built`);
  const hash = createHash('sha256').update(readFileSync(tarball));
  for (const file of sourcesOf(folder)) hash.update(file).update(readFileSync(join(folder, file)));
  const built = hash.digest('hex');
  if (existsSync(receipt) && readFileSync(receipt, 'utf8') === built) return;
  rmSync(receipt, { force: true });
  installTarball(folder, tarball);
  for (const command of build) runIn(folder, 'node', [...command], env);
  writeFileSync(receipt, built);
}

async function answers(url: string, hasEnded: () => string | false): Promise<void> {
  for (;;) {
    const end = hasEnded();
    if (end !== false) throw new Error(`The app has ended:\n${end}`);
    const isThere = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, 'localhost', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
