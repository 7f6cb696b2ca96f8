import { expect, inject, test } from 'vitest';
import { root, run, specifiers } from './installed.js';

const { name } = root.manifest;

const importing = (specifier: string): string[] => [
  '--input-type=module',
  '--eval',
  `const names = Object.keys(await import(${JSON.stringify(specifier)})); if (names.length === 0) throw new Error('exports nothing');`,
];

test.each(specifiers)(
  '%s is imported by plain Node, says nothing and keeps nothing running',
  async (specifier) => {
    expect(await run(inject('consumer'), process.execPath, importing(specifier))).toEqual({
      code: 0,
      output: '',
    });
  },
);

test.each(['machine', 'services', 'engine', 'cleaners', 'fetch', 'server'])(
  './%s needs no peer at all',
  async (subpath) => {
    const args = importing(`${name}/${subpath}`);
    expect(await run(inject('bareConsumer'), process.execPath, args)).toEqual({
      code: 0,
      output: '',
    });
  },
);

test('what is not exported cannot be imported', async () => {
  const { code, output } = await run(
    inject('consumer'),
    process.execPath,
    importing(`${name}/dist/engine/index.js`),
  );
  expect(code).not.toBe(0);
  expect(output).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
});

test('./session-api says where the session service went', async () => {
  const named =
    "import { startSessionApi } from '@moon-key/react-auth/session-api'; startSessionApi();";
  const { code, output } = await run(inject('consumer'), process.execPath, [
    '--input-type=module',
    '--eval',
    named,
  ]);
  expect(code).not.toBe(0);
  expect(output).toContain('npm install @moon-key/session-api');
});
