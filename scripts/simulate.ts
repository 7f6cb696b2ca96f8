import { availableParallelism } from 'node:os';
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { edges } from '../src/testing/simulation/index.js';
import type { Edge } from '../src/testing/simulation/index.js';
import { bundleWorker } from './simulation/bundle.js';
import { playSeeds } from './simulation/run-seeds.js';
import { Tally } from './simulation/tally.js';

const usage = `npm run simulate -- [--seeds N] [--from K] [--jobs J]   plays N seeds from K on (default 2000 from 1)
npm run simulate -- --seed K                             replays one seed, step by step
  --edges a,b   what happens at the edges of every other world: ${edges.join(', ')}, all or none
                (default: what each world may meet now and then)

  A long run can be played in parts: --from 1 --seeds 50000, then --from 50001 --seeds 50000.`;

function number(name: string, text: string | undefined, fallback: number): number {
  const value = Number(text ?? fallback);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  console.error(`--${name} must be an integer of at least 1, not "${text}".\n\n${usage}`);
  return process.exit(2);
}

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    seeds: text,
    from: text,
    seed: text,
    jobs: text,
    edges: text,
    help: { type: 'boolean' },
  },
});

function chosenEdges(): readonly Edge[] | undefined {
  if (values.edges === undefined) return undefined;
  if (values.edges === 'all') return edges;
  if (values.edges === 'none') return [];
  return values.edges.split(',').map((name) => {
    const edge = edges.find((each) => each === name);
    if (edge) return edge;
    console.error(`--edges names no edge: "${name}".\n\n${usage}`);
    return process.exit(2);
  });
}

/** Every so many seeds a long run says how far it is. */
const PROGRESS = 10_000;

async function play(from: number, count: number, processes: number): Promise<void> {
  const worker = await bundleWorker('shipped');
  const chosen = chosenEdges();
  const tally = new Tally();
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1_000;
  await playSeeds({
    worker,
    from,
    count,
    untilFailure: false,
    ...(chosen && { edges: chosen }),
    processes,
    onResult: (result) => {
      tally.add(result);
      if (!result.ok) console.error(`seed ${result.seed}: ${result.violation?.invariant}`);
      if (tally.seeds % PROGRESS === 0 && tally.seeds < count)
        console.log(`${tally.seeds} of ${count}, ${(tally.seeds / seconds()).toFixed(1)} seeds/s`);
    },
  });
  const failures = tally.describeFailures(values.edges);
  if (failures) console.error(failures);
  console.log(`played     ${from} to ${from + count - 1}\n${tally.summarize(seconds())}`);
  process.exitCode = failures ? 1 : 0;
}

if (values.help) {
  console.log(usage);
} else if (values.seed === undefined) {
  await play(
    number('from', values.from, 1),
    number('seeds', values.seeds, 2_000),
    number('jobs', values.jobs, availableParallelism()),
  );
} else {
  const worker = await bundleWorker('replay');
  const seed = String(number('seed', values.seed, 1));
  const chosen = chosenEdges();
  process.exitCode =
    spawnSync(process.execPath, [worker, seed, ...(chosen ? [chosen.join(',')] : [])], {
      stdio: 'inherit',
    }).status ?? 1;
}
