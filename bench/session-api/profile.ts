import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../test/support/postgres.js';
import { startLoad, startServer } from './processes.js';
import { seed } from './seed.js';

/** Prints where the time of a verify goes, of 1,000 sessions that come again: on libSQL, or with the argument `postgres` there. */
const folder = await mkdtemp(join(tmpdir(), 'moonkey-profile-'));
const postgres = process.argv[2] === 'postgres' ? await startPostgres() : undefined;
const url = postgres?.createDatabase('profile') ?? `file:${join(folder, 'sessions.db')}`;
const source = join(process.cwd(), 'packages/session-api/src');
await (await startServer('service-process', [source, url])).stop();
await seed(url, 0, 1_000);
const service = await startServer('service-process', [source, url]);
const load = startLoad();
const job = {
  service: service.urls['service'] ?? '',
  beside: service.urls['beside'] ?? '',
  handler: '',
  kind: 'verify-token' as const,
  from: 0,
  to: 1_000,
  connections: 16,
};
await load.run({ ...job, seconds: 60, rounds: 3 });
await service.profile();
const { count } = await load.run({ ...job, seconds: 6, rounds: Number.MAX_SAFE_INTEGER });
const places = await service.profile();
load.stop();
await service.stop();
await postgres?.stop();
await rm(folder, { recursive: true, force: true });

const busy = Object.entries(places).filter(([place]) => place !== '(idle)');
const total = busy.reduce((sum, [, time]) => sum + time, 0);
console.log(`| where | µs per verify | share |\n| --- | --: | --: |`);
for (const [place, time] of busy.toSorted((a, b) => b[1] - a[1])) {
  const share = (100 * time) / total;
  if (share >= 1)
    console.log(`| ${place} | ${(time / count).toFixed(1)} | ${share.toFixed(0)} % |`);
}
console.log(`| all | ${(total / count).toFixed(1)} | |`);
