import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { formatSummary } from './test/tally.js';
import { runSteps } from './test/run-steps.js';
import { steps } from './test/steps.js';

const { positionals } = parseArgs({ allowPositionals: true });
const names = steps.map(({ name }) => name);
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`Unknown step: ${unknown.join(', ')}. Choose from: ${names.join(', ')}.`);
  process.exit(2);
}

rmSync('test-results', { recursive: true, force: true });
const chosen = steps.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const total = await runSteps(chosen);
console.log(formatSummary(total));
process.exitCode = total.failed > 0 ? 1 : 0;
