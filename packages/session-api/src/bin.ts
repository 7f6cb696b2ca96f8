#!/usr/bin/env node
import { run } from './cli.js';

try {
  await run(process.argv.slice(2), process.env);
} catch (error) {
  console.error(`moonkey-session-api: ${error instanceof Error ? error.message : 'failed'}`);
  process.exitCode = 1;
}
