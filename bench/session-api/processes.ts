import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Job, Outcome, ServerReport } from './job.js';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** A process that serves, and that can be asked how much processor time it has used. */
export interface ServerProcess {
  readonly urls: ServerReport['urls'];
  cpuMs(): Promise<number>;
  /** Where the time goes until it is called again: microseconds of self time by place in the code. */
  profile(): Promise<Readonly<Record<string, number>>>;
  stop(): Promise<void>;
}

/** Starts `service-process` or `handler-process`. */
export async function startServer(
  name: 'service-process' | 'handler-process',
  args: readonly string[],
): Promise<ServerProcess> {
  const child = start(name, args);
  const { urls } = await next<ServerReport>(child);
  return {
    urls,
    async cpuMs() {
      child.send('cpu');
      return (await next<{ cpuMs: number }>(child)).cpuMs;
    },
    async profile() {
      child.send('profile');
      return (await next<{ places: Record<string, number> }>(child)).places;
    },
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.send('stop');
      await ended;
    },
  };
}

/** A load client in a process of its own. */
export interface LoadProcess {
  run(job: Job): Promise<Outcome>;
  stop(): void;
}

/** Starts the load client. */
export function startLoad(): LoadProcess {
  const child = start('load-process', []);
  return {
    run(job) {
      child.send(job);
      return next<Outcome>(child);
    },
    stop: () => void child.kill(),
  };
}

/** None outlives the benchmark. */
const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill();
});

function start(name: string, args: readonly string[]): ChildProcess {
  const child = fork(fileURLToPath(new URL(`${name}.ts`, import.meta.url)), args, {
    execArgv: ['--import', tsx],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

async function next<Message>(child: ChildProcess): Promise<Message> {
  const ended = new AbortController();
  const exited = once(child, 'exit', { signal: ended.signal }).then(() => {
    throw new Error(`a process of the benchmark ended with ${child.exitCode ?? child.signalCode}`);
  });
  const message = once(child, 'message', { signal: ended.signal }).then(
    ([value]) => value as Message,
  );
  try {
    return await Promise.race([message, exited]);
  } finally {
    ended.abort();
    await Promise.allSettled([message, exited]);
  }
}
