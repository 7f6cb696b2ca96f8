#!/usr/bin/env node
import { runTestgen } from './testgen/cli.js';

try {
  await runTestgen(process.argv.slice(2));
} catch (error) {
  console.error(`moonkey-testgen: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
