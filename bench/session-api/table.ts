import { type Cell, type Column, type RowName, rows } from './column.js';

/** The columns of the table. */
export const columnNames = [
  {
    name: 'libsql-small',
    heading: 'libSQL, 1 thousand sessions',
    database: 'libsql',
    sessions: 1_000,
  },
  { name: 'libsql-large', heading: 'libSQL, 1 million', database: 'libsql', sessions: 1_000_000 },
  {
    name: 'postgres-small',
    heading: 'Postgres, 1 thousand',
    database: 'postgres',
    sessions: 1_000,
  },
  {
    name: 'postgres-large',
    heading: 'Postgres, 1 million',
    database: 'postgres',
    sessions: 1_000_000,
  },
] as const;

/** A column with its heading. */
export interface Headed {
  /** The same with the code before, as far as rates are compared. */
  readonly before?: Pick<Column, 'token' | 'jwt'> | undefined;
  readonly name: string;
  readonly heading: string;
  readonly column: Column;
}

/** The figures as Markdown: requests a second, processor time per request, median and 99th percentile. */
export function drawTable(columns: readonly Headed[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(['requests/s · CPU · p50 / p99 (ms)', ...columns.map(({ heading }) => heading)]),
    line(['---', ...columns.map(() => '--:')]),
    ...rows.map(({ name, title }) =>
      line([title, ...columns.map(({ column }) => drawCell(column[name], asksHandler(name)))]),
    ),
  ].join('\n');
}

function drawCell(
  { perSecond, serviceCpu, handlerCpu, p50, p99 }: Cell,
  withHandler: boolean,
): string {
  const ofHandler = withHandler ? `${handlerCpu.toFixed(2)} + ` : '';
  const rate = Math.round(perSecond).toLocaleString('en');
  return `${rate} · ${ofHandler}${serviceCpu.toFixed(2)} · ${p50.toFixed(1)} / ${p99.toFixed(1)}`;
}

/** Processor time per request in ms; of both processes where the handler is asked. */
export const cpuOf = (column: Column, row: RowName): number =>
  column[row].serviceCpu + (asksHandler(row) ? column[row].handlerCpu : 0);

const asksHandler = (row: RowName): boolean => row === 'refresh' || row === 'logout';
