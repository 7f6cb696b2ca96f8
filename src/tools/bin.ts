#!/usr/bin/env node
import { runCoverage } from './coverage/cli.js';

try {
  if (!(await runCoverage(process.argv.slice(2)))) process.exitCode = 1;
} catch (error) {
  console.error(`moonkey-coverage: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
