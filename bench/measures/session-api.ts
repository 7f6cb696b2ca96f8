import { fileURLToPath } from 'node:url';
import { startPostgres } from '../../test/support/postgres.js';
import type { Measure, Verdict } from '../harness/measure.js';
import { baseline } from '../session-api/baseline.js';
import { checkOutBefore, commitBefore, sourcesBefore } from '../session-api/code-before.js';
import { measureColumn } from '../session-api/column.js';
import { columnNames, drawTable, type Headed } from '../session-api/table.js';
import {
  acrossSizes,
  againstBaseline,
  bareCpu,
  faster,
  ratesOf,
  tails,
} from '../session-api/targets.js';

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const sources = { service: 'packages/session-api/src', handler: 'src/server' };
/** How long one figure is measured. */
const seconds = 3;

/** The session service and the auth handler under load, on both databases, with few and with many sessions. */
export async function measureSessionApi(): Promise<Measure> {
  const postgres = await startPostgres({ fsync: 'on', full_page_writes: 'on' });
  const old = checkOutBefore(checkout);
  const columns: Headed[] = [];
  try {
    for (const { name, heading, database, sessions } of columnNames) {
      const options = { checkout, sources, database, sessions, seconds };
      const column = await measureColumn(options, postgres);
      // How fast it is for sessions that come again does not depend on how many others there are.
      const compares = old !== undefined && name.endsWith('-small');
      const same = { ...options, checkout: old?.folder ?? '', sources: sourcesBefore };
      const before = compares ? await measureColumn(same, postgres, ratesOf) : undefined;
      columns.push({ name, heading, column, before });
    }
  } finally {
    await postgres.stop();
    old?.remove();
  }
  return {
    title: 'The session service',
    series: [],
    verdicts: judgeAll(columns),
    notes: [
      drawTable(columns),
      'CPU is milliseconds of processor time per request, user and system; of the handler + of the service where both work. ' +
        'The load comes from a process of its own over 16 connections; service and handler are a process each. Targets ' +
        'compare processor time, in multiples of the bare route of the same run, with what it was before ' +
        `(commit ${commitBefore}); rates are compared with the code of that commit, measured in the same run. ` +
        'Where the 99th percentile is above 5 medians, a row is measured again, three times at most, and the least disturbed counts.',
    ],
  };
}

function judgeAll(columns: readonly Headed[]): Verdict[] {
  const bare = bareCpu(columns.map(({ column }) => column));
  return columns.flatMap(({ name, heading, column, before }) => {
    const smaller = columns.find((other) => other.name === name.replace('-large', '-small'));
    return [
      ...againstBaseline(heading, column, bare, baseline[name]),
      ...(before === undefined ? [] : faster(heading, column, before)),
      ...tails(heading, column),
      ...(smaller === undefined || smaller.name === name
        ? []
        : acrossSizes(heading, smaller.column, column)),
    ];
  });
}
