#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { run } from './cli.js';

try {
  // What `npx moonkey init` wrote; the environment itself goes first.
  if (existsSync('.env')) process.loadEnvFile('.env');
  await run(process.argv.slice(2), process.env);
} catch (error) {
  console.error(`moonkey-session-api: ${error instanceof Error ? error.message : 'failed'}`);
  process.exitCode = 1;
}
