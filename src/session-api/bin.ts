#!/usr/bin/env node
import { missingPackage, servicePackages } from './import-optional.js';

try {
  const { run } = await import('./cli.js');
  await run(process.argv.slice(2), process.env);
} catch (error) {
  const missing = missingPackage(error);
  if (missing !== undefined) {
    console.error(
      `moonkey-session-api: the package "${missing}" is not installed. ` +
        `The session service needs packages that a browser app does not. Run:\n  npm install ${servicePackages}`,
    );
  } else {
    console.error(`moonkey-session-api: ${error instanceof Error ? error.message : 'failed'}`);
  }
  process.exitCode = 1;
}
