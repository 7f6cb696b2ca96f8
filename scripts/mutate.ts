import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { mutations } from './mutations/index.js';
import { writePart } from './mutations/replace-part.js';
import { caughtFile, caughtPart, describeCatches } from './mutations/table.js';
import type { Catch } from './mutations/table.js';
import { reproduceAll } from './mutations/recordings/reproduce-all.js';
import { bundleWorker } from './simulation/bundle.js';
import { findFailure } from './simulation/find-failure.js';

const usage = `npm run mutate [-- --write] [--record] [--only ID] [--seeds N] [--jobs J]
  takes the safeguards away, one at a time, and looks for the first seed that notices
  --write   writes docs/proof.md and the seeds that the tests replay
  --record  records the run that notices, and makes it happen again from the recording, as short as it goes;
            with --write, its table in docs/proof.md, or with --only that row of it
  --only    one safeguard: ${mutations.map(({ id }) => id).join(', ')}`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const { values } = parseArgs({
  options: { write: flag, record: flag, help: flag, only: text, seeds: text, jobs: text },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}

const chosen = mutations.filter(({ id }) => values.only === undefined || id === values.only);
if (chosen.length === 0) {
  console.error(`--only names no safeguard: "${values.only}".\n\n${usage}`);
  process.exit(2);
}
const seeds = Number(values.seeds ?? 2_000);
const processes = Number(values.jobs ?? availableParallelism());

if (values.record) {
  await reproduceAll(chosen, { seeds, processes, isWritten: values.write ?? false });
  process.exit(0);
}

const catches: Catch[] = [];
for (const { id, safeguard, patches, ...where } of chosen) {
  const worker = await bundleWorker(`without-${id}`, { patches });
  const failure = await findFailure({ worker, ...where, seeds, processes });
  const invariant = failure?.violation?.invariant ?? null;
  catches.push({ id, safeguard, seed: failure?.seed ?? null, invariant });
  console.log(`${id.padEnd(26)} ${failure ? `seed ${failure.seed}: ${invariant}` : 'SURVIVES'}`);
}

const survivors = catches.filter(({ seed }) => seed === null);
console.log(
  `${catches.length - survivors.length} of ${catches.length} caught within ${seeds} seeds`,
);
if (values.write && values.only === undefined) {
  writeFileSync(caughtFile, `${JSON.stringify(catches, null, 2)}\n`);
  writePart(caughtPart, describeCatches(catches));
}
process.exitCode = survivors.length > 0 ? 1 : 0;
