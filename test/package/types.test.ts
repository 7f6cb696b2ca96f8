import { cpSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, inject, test } from 'vitest';
import { run } from './installed.js';

const tsc = resolve('node_modules/.bin/tsc');

function tsconfig(module: string, moduleResolution: string): string {
  return JSON.stringify({
    compilerOptions: {
      target: 'ES2022',
      lib: ['ES2020', 'DOM', 'DOM.Iterable'],
      module,
      moduleResolution,
      jsx: 'react-jsx',
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: ['node'],
    },
    files: ['consumer.tsx'],
  });
}

test.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])(
  'a strict consumer compiles against the declarations (%s, %s)',
  async (module, moduleResolution) => {
    const consumer = inject('consumer');
    cpSync('test/package/consumer.tsx', join(consumer, 'consumer.tsx'));
    writeFileSync(join(consumer, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(consumer, 'tsconfig.json'), tsconfig(module, moduleResolution));

    expect(await run(consumer, tsc, ['-p', '.'])).toEqual({ code: 0, output: '' });
  },
);

test("the engine's declarations need no newer library than ES2020, checked themselves", async () => {
  const consumer = inject('consumer');
  writeFileSync(
    join(consumer, 'plain.ts'),
    "import { createAuth, SignInError } from '@moon-key/react-auth/engine';\nexport const auth = createAuth({ publishableKey: 'pk_test_1' });\nexport const failed = new SignInError('network', { cause: 1 });\n",
  );
  const lib = ['--lib', 'ES2020,DOM,DOM.Iterable', '--target', 'ES2020', '--types', ''];
  const flags = ['--strict', '--noEmit', '--module', 'esnext', '--moduleResolution', 'bundler'];
  writeFileSync(join(consumer, 'tsconfig.json'), '{ "files": ["plain.ts"] }');
  const { output } = await run(consumer, tsc, ['-p', '.', ...lib, ...flags]);
  // xstate's own declarations are not ours to mend.
  const ours = output.split('\n').filter((line) => /^(plain|.*@moon-key)/.test(line));
  expect(ours).toEqual([]);
});

test('the declarations are not any: a wrong use does not compile', async () => {
  const consumer = inject('consumer');
  writeFileSync(
    join(consumer, 'consumer.tsx'),
    "import { useMoonKey } from '@moon-key/react-auth';\nexport const Wrong = () => <p>{useMoonKey().user.email}</p>;\n",
  );
  writeFileSync(join(consumer, 'tsconfig.json'), tsconfig('nodenext', 'nodenext'));

  const { code, output } = await run(consumer, tsc, ['-p', '.']);
  expect(output).toMatch(/possibly 'null'/);
  expect(code).not.toBe(0);
});
