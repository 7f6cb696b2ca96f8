import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestPostgres } from '../../test/support/postgres.js';
import type { JobKind, Outcome } from './job.js';
import { type LoadProcess, startLoad, startServer, type ServerProcess } from './processes.js';
import { seed } from './seed.js';

/** Which checkout, which database, how many sessions. */
export interface ColumnOptions {
  /** The root of a checkout. */
  readonly checkout: string;
  /** Folders of the service and of the handler in it. */
  readonly sources: { readonly service: string; readonly handler: string };
  readonly database: 'libsql' | 'postgres';
  readonly sessions: number;
  readonly seconds: number;
}

/** One figure of the table. */
export interface Cell {
  readonly perSecond: number;
  /** Milliseconds of processor time per request, of the service and of the handler. */
  readonly serviceCpu: number;
  readonly handlerCpu: number;
  readonly p50: number;
  readonly p99: number;
}

/** The rows: what is asked, of which sessions. */
export const rows = [
  { name: 'bare', title: 'bare route', kind: 'bare', sessions: 'again' },
  { name: 'token', title: 'verify by token', kind: 'verify-token', sessions: 'again' },
  { name: 'jwt', title: 'verify by JWT', kind: 'verify-jwt', sessions: 'again' },
  {
    name: 'once',
    title: 'verify by token, each comes once',
    kind: 'verify-token',
    sessions: 'once',
  },
  { name: 'refresh', title: 'handler `/session/refresh`', kind: 'refresh', sessions: 'again' },
  { name: 'logout', title: 'handler `/logout`', kind: 'logout', sessions: 'once' },
  { name: 'delete', title: 'delete', kind: 'delete', sessions: 'once' },
  { name: 'code', title: 'code sent and verified', kind: 'code', sessions: 'once' },
] as const satisfies readonly { name: string; title: string; kind: JobKind; sessions: string }[];

/** A row of the table. */
export type RowName = (typeof rows)[number]['name'];

/** The figures of one column. */
export type Column = Readonly<Record<RowName, Cell>>;

const connections = 16;
const hot = 1_000;
/** The most that one cell can use up. */
const reserve = 5_000;
/** How often a cell is measured at most, and from what tail on again. */
const runs = 3;
const longTail = 5;

/** Measures rows against one database of one size; all, unless told which. */
export async function measureColumn<Name extends RowName = RowName>(
  options: ColumnOptions,
  postgres: TestPostgres,
  only?: readonly Name[],
): Promise<Readonly<Record<Name, Cell>>> {
  const folder = await mkdtemp(join(tmpdir(), 'moonkey-bench-'));
  const url =
    options.database === 'libsql'
      ? `file:${join(folder, 'sessions.db')}`
      : postgres.createDatabase(`bench_${Date.now()}`);
  const service = () =>
    startServer('service-process', [join(options.checkout, options.sources.service), url]);
  const load = startLoad();
  const running: ServerProcess[] = [];
  try {
    await (await service()).stop();
    await seed(url, 0, options.sessions);
    running.push(await service());
    const api = running[0]?.urls['service'] ?? '';
    running.push(
      await startServer('handler-process', [join(options.checkout, options.sources.handler), api]),
    );
    const wanted = rows.filter(({ name }) => only?.some((one) => one === name) ?? true);
    return await measureRows(wanted, options, url, running, load);
  } finally {
    for (const server of running.toReversed()) await server.stop();
    load.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureRows(
  wanted: readonly (typeof rows)[number][],
  { sessions, seconds }: ColumnOptions,
  url: string,
  [service, handler]: readonly ServerProcess[],
  load: LoadProcess,
): Promise<Column> {
  if (service === undefined || handler === undefined) throw new Error('a server did not start');
  const urls = { service: '', beside: '', handler: '', ...service.urls, ...handler.urls };
  const column: Partial<Record<RowName, Cell>> = {};
  let used = hot;
  for (const { name, kind, sessions: which } of wanted) {
    const measure = async (): Promise<Cell> => {
      const [from, to] = which === 'again' ? [0, hot] : [used, used + reserve];
      if (which === 'once') {
        used = to;
        if (to > sessions) await seed(url, Math.max(from, sessions), to);
      }
      const job = { ...urls, kind, from, to, connections };
      const rounds = which === 'again' ? Number.MAX_SAFE_INTEGER : 1;
      // Sessions that come again have come before.
      if (which === 'again') await load.run({ ...job, seconds: 60, rounds: 1 });
      return measureCell(service, handler, () => load.run({ ...job, seconds, rounds }));
    };
    column[name] = await leastDisturbed(measure);
  }
  return column as Column;
}

/**
 * Whatever else runs on the machine makes a tail longer and never shorter: a run with a long one is done again, and the
 * best one counts. What the service itself does to its tail it does in each.
 */
async function leastDisturbed(measure: () => Promise<Cell>): Promise<Cell> {
  let best = await measure();
  for (let run = 1; run < runs && tailOf(best) > longTail; run += 1) {
    const other = await measure();
    if (tailOf(other) < tailOf(best)) best = other;
  }
  return best;
}

const tailOf = ({ p50, p99 }: Cell): number => p99 / p50;

async function measureCell(
  service: ServerProcess,
  handler: ServerProcess,
  load: () => Promise<Outcome>,
): Promise<Cell> {
  const before = [await service.cpuMs(), await handler.cpuMs()] as const;
  const { count, seconds, p50, p99 } = await load();
  return {
    perSecond: count / seconds,
    serviceCpu: ((await service.cpuMs()) - before[0]) / count,
    handlerCpu: ((await handler.cpuMs()) - before[1]) / count,
    p50,
    p99,
  };
}
