import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { delays } from '../../src/machines/index.js';
import { createDevice, createServer } from '../support/device.js';

const guide = await readFile(new URL('../../docs/engine.md', import.meta.url), 'utf8');
const rowsOf = (heading: string) =>
  [...(guide.split(heading)[1]?.split('\n#')[0] ?? '').matchAll(/^\| `([\w*]+)/gm)].map(
    ([, name]) => name,
  );

test('the guide lists every bound with its default', () => {
  for (const [name, ms] of Object.entries(delays))
    expect(guide).toMatch(new RegExp(`\\| \`${name}\` +\\| ${ms} +\\|`));
});

test('the guide lists every verb', () => {
  const { auth } = createDevice().openTab({ backend: createServer().backend });
  const given = ['publishableKey', 'initialState'];
  const verbs = Object.keys(auth).filter((name) => !given.includes(name));
  expect(new Set(rowsOf('\n## Verbs'))).toEqual(new Set(verbs));
});

test('the guide lists every option', () => {
  expect(rowsOf('\n## Options')).toEqual([
    'publishableKey',
    'backend',
    'headers',
    'credentials',
    'tokens',
    'timeouts',
    'initialState',
    'idle',
    'inspect',
    'environment',
    ...Object.keys(delays),
  ]);
});

test('the guide lists every error code of a logout', async () => {
  const source = await readFile(
    new URL('../../src/engine/logout-error.ts', import.meta.url),
    'utf8',
  );
  const codes = [...source.matchAll(/^ {2}\| '(\w+)'/gm)].map(([, code]) => code);
  expect(codes).toHaveLength(5);
  expect(rowsOf('\n## Errors')).toEqual(codes);
});
