#!/usr/bin/env node
import { runMoonkey } from './moonkey.js';

try {
  await runMoonkey(process.argv.slice(2));
} catch (error) {
  console.error(`moonkey: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
