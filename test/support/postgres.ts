import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A Postgres server of this test run's own. */
export interface TestPostgres {
  /** The folder of its programs, for `pg_dump`. */
  readonly programs: string;
  /** Makes a database, empty or a copy of another to which nobody is connected, and gives its URL. */
  createDatabase(name: string, template?: string): string;
  /** Ends every connection and starts again on the same port and files; resolves when it takes connections. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** Freezes all of its processes: connections stay open and nothing is answered. */
  hang(): void;
  /** Goes on after `hang`. */
  resume(): void;
  /** Stops the server and removes its files. */
  stop(): Promise<void>;
}

type Account = { uid: number; gid: number } | undefined;

/** Of a server of the tests' own nobody asks that it outlives the machine; killed processes lose nothing by it. */
const forTests = { fsync: 'off', full_page_writes: 'off' };

/** Starts a server on a free loopback port, with its data in the temporary folder and with settings such as `max_connections`. */
export async function startPostgres(
  configuration: Record<string, string | number> = {},
): Promise<TestPostgres> {
  const programs = findPrograms();
  const account = unprivilegedAccount();
  const folder = mkdtempSync(join(tmpdir(), 'moonkey-postgres-'));
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const run = (program: string, ...args: string[]): string =>
    execFileSync(join(programs, program), args, {
      ...account,
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'] },
    });

  try {
    run(
      'initdb',
      '-D',
      data,
      '-U',
      'tester',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--no-locale',
      '--no-sync',
    );
    const port = await freePort();
    const settings = {
      port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: folder,
      ...forTests,
      ...configuration,
    };
    let server = await launch(join(programs, 'postgres'), data, settings, { account, folder });
    // A run that ends early must not leave a server behind.
    const abandon = (): unknown => server.kill('SIGINT');
    process.once('exit', abandon);
    const end = async (): Promise<void> => {
      const exited = once(server, 'exit');
      server.kill('SIGINT');
      await exited;
    };
    return {
      programs,
      createDatabase(name, template = 'template1') {
        const server = ['-h', '127.0.0.1', '-p', String(port), '-U', 'tester'];
        run('createdb', ...server, '-T', template, name);
        return `postgres://tester@127.0.0.1:${port}/${name}`;
      },
      async restart(meanwhile = () => Promise.resolve()) {
        await end();
        await meanwhile();
        server = await launch(join(programs, 'postgres'), data, settings, { account, folder });
      },
      hang: () => signalAll(server, 'SIGSTOP'),
      resume: () => signalAll(server, 'SIGCONT'),
      async stop() {
        process.off('exit', abandon);
        signalAll(server, 'SIGCONT');
        await end();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function launch(
  program: string,
  data: string,
  settings: Record<string, string | number>,
  { account, folder }: { account: Account; folder: string },
): Promise<ChildProcess> {
  const server = spawn(
    program,
    [
      '-D',
      data,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { ...account, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('database system is ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`Postgres did not start:\n${log}`)));
  });
  return server;
}

/** Postgres gives each of its processes a group of its own, so they are signalled one by one. */
function signalAll(server: ChildProcess, signal: NodeJS.Signals): void {
  const parent = String(server.pid);
  const children = spawnSync('ps', ['-o', 'pid=', '--ppid', parent], { encoding: 'utf8' }).stdout;
  for (const pid of [parent, ...children.split('\n')].map(Number).filter(Boolean)) {
    try {
      process.kill(pid, signal);
    } catch {
      continue;
    }
  }
}

function findPrograms(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian)
    ? readdirSync(debian)
        .map(Number)
        .toSorted((a, b) => b - a)
    : [];
  const candidates = [
    bindirOfPgConfig(),
    ...versions.map((version) => join(debian, String(version), 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/opt/homebrew/bin',
    '/usr/local/pgsql/bin',
  ];
  const found = candidates.find(
    (folder) =>
      folder !== undefined &&
      ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))),
  );
  if (found === undefined) {
    throw new Error(
      'These tests need a Postgres server: no initdb was found. ' +
        'Install the Debian package "postgresql" (apt-get install postgresql; it need not run), or put its programs on the PATH.',
    );
  }
  return found;
}

function bindirOfPgConfig(): string | undefined {
  try {
    return execFileSync('pg_config', ['--bindir'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}

// Postgres refuses to run as root.
function unprivilegedAccount(): Account {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string): number =>
        Number(
          execFileSync('id', [flag, name], {
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'ignore'],
          }),
        );
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      continue;
    }
  }
  throw new Error(
    'Postgres refuses to run as root, and there is no user "postgres" or "nobody" to run it as.',
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
