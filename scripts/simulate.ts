import { availableParallelism } from 'node:os';
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { bundleWorker } from './simulation/bundle.js';
import { runSeeds } from './simulation/run-seeds.js';
import { describeFailures, summarize } from './simulation/summary.js';

const usage = `npm run simulate -- [--seeds N] [--from K] [--jobs J]   plays N seeds from K on (default 2000 from 1)
npm run simulate -- --seed K                             replays one seed, step by step`;

function number(name: string, text: string | undefined, fallback: number): number {
  const value = Number(text ?? fallback);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  console.error(`--${name} must be an integer of at least 1, not "${text}".\n\n${usage}`);
  return process.exit(2);
}

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: { seeds: text, from: text, seed: text, jobs: text, help: { type: 'boolean' } },
});

if (values.help) {
  console.log(usage);
} else if (values.seed === undefined) {
  const started = performance.now();
  const worker = await bundleWorker('shipped');
  const results = await runSeeds({
    worker,
    from: number('from', values.from, 1),
    count: number('seeds', values.seeds, 2_000),
    untilFailure: false,
    processes: number('jobs', values.jobs, availableParallelism()),
  });
  const failures = describeFailures(results);
  if (failures) console.error(failures);
  console.log(summarize(results, (performance.now() - started) / 1_000));
  process.exitCode = failures ? 1 : 0;
} else {
  const worker = await bundleWorker('replay');
  const seed = String(number('seed', values.seed, 1));
  process.exitCode = spawnSync(process.execPath, [worker, seed], { stdio: 'inherit' }).status ?? 1;
}
