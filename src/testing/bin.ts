#!/usr/bin/env node
try {
  const { runTestgen } = await import('./testgen/cli.js');
  await runTestgen(process.argv.slice(2));
} catch (error) {
  const isMissing =
    error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
  console.error(
    isMissing
      ? `moonkey-testgen: a package is missing. Run: npm install --save-dev commander\n${error.message}`
      : `moonkey-testgen: ${error instanceof Error ? error.message : String(error)}`,
  );
  process.exitCode = 1;
}
