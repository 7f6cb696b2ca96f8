import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { addTallies, formatSummary, type Tally } from './test/tally.js';
import { runStep } from './test/run-step.js';
import { lanes, stepNames } from './test/steps.js';

const { positionals } = parseArgs({ allowPositionals: true });
const unknown = positionals.filter((name) => !stepNames.includes(name));
if (unknown.length > 0) {
  console.error(`Unknown step: ${unknown.join(', ')}. Choose from: ${stepNames.join(', ')}.`);
  process.exit(2);
}

rmSync('test-results', { recursive: true, force: true });
const tallies: Tally[] = [];
for (const stage of lanes) {
  const results = await Promise.all(
    stage.map(async (lane) => {
      const laneTallies: Tally[] = [];
      for (const step of lane) {
        if (positionals.length > 0 && !positionals.includes(step.name)) continue;
        laneTallies.push(await runStep(step));
      }
      return laneTallies;
    }),
  );
  tallies.push(...results.flat());
}

const total = addTallies(tallies);
console.log(formatSummary(total));
process.exitCode = total.failed > 0 ? 1 : 0;
