import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../../test/support/postgres.js';
import { measureColumn } from './column.js';
import { columnNames, drawTable, type Headed } from './table.js';
import { bareCpu, multiples } from './targets.js';

const [checkout, commit, service = 'packages/session-api/src', handler = 'src/server'] =
  process.argv.slice(2);
if (checkout === undefined || commit === undefined) {
  console.error(
    'usage: npx tsx bench/session-api/write-baseline.ts CHECKOUT COMMIT [SERVICE FOLDER] [HANDLER FOLDER]',
  );
  process.exit(2);
}

const postgres = await startPostgres({ fsync: 'on', full_page_writes: 'on' });
const columns: Headed[] = [];
for (const { name, heading, database, sessions } of columnNames) {
  const sources = { service, handler };
  const column = await measureColumn(
    { checkout, sources, database, sessions, seconds: 3 },
    postgres,
  );
  columns.push({ name, heading, column });
}
await postgres.stop();

const bare = bareCpu(columns.map(({ column }) => column));
const baseline = Object.fromEntries(
  columns.map(({ name, column }) => [name, multiples(column, bare)]),
);

writeFileSync(
  fileURLToPath(new URL('baseline.ts', import.meta.url)),
  `import type { Baseline } from './targets.js';

/**
 * What each row cost before the service was made fast, as a multiple of the bare route's processor time in the same run.
 * Written by \`write-baseline.ts\` from a checkout of commit ${commit}.
 */
export const baseline: Readonly<Record<string, Baseline>> = ${JSON.stringify(baseline, null, 2)};
`,
);
console.log(drawTable(columns));
