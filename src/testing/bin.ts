#!/usr/bin/env node
try {
  const { runTestgen } = await import('./testgen/cli.js');
  await runTestgen(process.argv.slice(2));
} catch (error) {
  console.error(`moonkey-testgen: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
