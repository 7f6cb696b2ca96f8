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
      line([title, ...columns.map(({ column }) => drawCell(column[name]))]),
    ),
  ].join('\n');
}

function drawCell({ perSecond, serviceCpu, handlerCpu, p50, p99 }: Cell): string {
  const ofHandler = handlerCpu > 0.05 ? `${handlerCpu.toFixed(2)} + ` : '';
  const rate = Math.round(perSecond).toLocaleString('en');
  return `${rate} · ${ofHandler}${serviceCpu.toFixed(2)} · ${p50.toFixed(1)} / ${p99.toFixed(1)}`;
}

/** Processor time per request of both processes, in ms. */
export const cpuOf = (column: Column, row: RowName): number =>
  column[row].serviceCpu + column[row].handlerCpu;
