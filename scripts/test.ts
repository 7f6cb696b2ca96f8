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
const chosen = steps.filter(({ name, onRequest }) =>
  positionals.length === 0 ? onRequest === undefined : positionals.includes(name),
);
for (const { name, onRequest } of positionals.length === 0 ? steps : [])
  if (onRequest !== undefined) console.log(`skipped  ${name}  ${onRequest}`);
const total = await runSteps(chosen);
console.log(formatSummary(total));
process.exitCode = total.failed > 0 ? 1 : 0;
