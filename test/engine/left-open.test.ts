import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const file = fileURLToPath(new URL('support/left-open.ts', import.meta.url));

test('an engine that nobody disposes of keeps `node --test` from ending in no state', async () => {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', '--test', file], {
    timeout: 60_000,
  });
  expect(stdout).toMatch(/^# pass 2$/m);
}, 90_000);
