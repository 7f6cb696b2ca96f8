import { measureColumn } from './session-api/column.js';
import { startPostgres } from '../test/support/postgres.js';
const [checkout, service, db, n, secs] = process.argv.slice(2);
const pg = db === 'postgres' ? await startPostgres() : undefined;
const c = await measureColumn(
  {
    checkout,
    sources: { service, handler: 'src/server' },
    database: db,
    sessions: Number(n),
    seconds: Number(secs),
  },
  pg,
);
for (const [k, v] of Object.entries(c))
  console.log(
    k.padEnd(8),
    v.perSecond.toFixed(0).padStart(7),
    v.serviceCpu.toFixed(3),
    v.handlerCpu.toFixed(3),
    'p50',
    v.p50.toFixed(1),
    'p99',
    v.p99.toFixed(1),
  );
await pg?.stop();
