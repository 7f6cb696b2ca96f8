import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

for (const folder of ['.', 'packages/session-api']) {
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  const { status } = spawnSync(
    'node_modules/.bin/tsc',
    ['-p', join(folder, 'tsconfig.build.json')],
    { stdio: 'inherit' },
  );
  if (status !== 0) process.exit(1);

  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: Record<string, string>;
  };
  for (const file of Object.values(bin).map((path) => join(folder, path))) {
    if (existsSync(file)) chmodSync(file, 0o755);
  }
}
