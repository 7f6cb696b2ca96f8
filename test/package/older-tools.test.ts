import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rollup, type RollupLog } from 'rollup';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { root, run } from './installed.js';

const guide = readFileSync('docs/getting-started.md', 'utf8');

describe('a project in CommonJS', () => {
  let folder: string;
  beforeAll(() => {
    folder = join(inject('consumer'), 'commonjs');
    mkdirSync(folder);
    symlinkSync(join(inject('consumer'), 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }');
    writeFileSync(
      join(folder, 'server.ts'),
      `import server = require('@moon-key/react-auth/server');
export async function load(): Promise<boolean> {
  const { createAuthHandler } = await import('@moon-key/react-auth/server');
  return createAuthHandler === server.createAuthHandler;
}
void load().then((isSame) => console.log(isSame));
`,
    );
  });
  const compile = (tsc: string, ...flags: string[]) =>
    run(folder, process.execPath, [
      resolve(tsc),
      ...['server.ts', '--outDir', 'built', '--strict', '--target', 'ES2022', '--skipLibCheck'],
      // Another test keeps one in the folder above.
      ...['--types', 'node', '--ignoreConfig', ...flags],
    ]);

  test('compiles as TypeScript, and loads it both ways', async () => {
    const tsc = 'node_modules/typescript/lib/tsc.js';
    expect(await compile(tsc, '--module', 'nodenext')).toEqual({ code: 0, output: '' });
    const { code, output } = await run(folder, process.execPath, ['built/server.js']);
    expect([code, output.trim().split('\n').at(-1)]).toEqual([0, 'true']);
    expect(guide).toContain('CommonJS loads it with `await import()`, or `require()`');
  });

  test('with the old resolver is told which ones know the package, as the guide says', async () => {
    const tsc = 'node_modules/typescript/lib/tsc.js';
    const old = ['--module', 'commonjs', '--moduleResolution', 'node10'];
    const { code, output } = await compile(tsc, ...old, '--ignoreDeprecations', '6.0');
    expect(code).not.toBe(0);
    expect(output).toContain("'@moon-key/react-auth/server'");
    expect(output).toMatch(/Consider updating to 'node16', 'nodenext', or 'bundler'/);
    expect(guide).toMatch(/needs `"moduleResolution": "bundler"`[^.]+not `"node10"`/);
  });
});

test("Rollup says once that it ignores 'use client', and nothing else", async () => {
  const entry = root.path('dist/react/index.js');
  const said: RollupLog[] = [];
  const bundle = await rollup({
    input: entry,
    external: (id) => !/^[./]/.test(id),
    onLog: (_level, log) => void said.push(log),
  });
  await bundle.close();
  expect(said.map(({ code, id }) => [code, id])).toEqual([['MODULE_LEVEL_DIRECTIVE', entry]]);
});
