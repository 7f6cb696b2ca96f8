import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createSessionApi } from '../../packages/session-api/src/index.js';

const source = new URL('../../packages/session-api/src/', import.meta.url);
const guide = readFileSync(new URL('../../docs/session-api.md', import.meta.url), 'utf8');

it('the guide lists every error with its status', () => {
  const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(new URL(file, source), 'utf8'))
    .join('\n');
  const thrown = [...code.matchAll(/new ApiError\(\s*(\d+),\s*'(\w+)'/g)].map(
    ([, status, type]) => `${status} ${type}`,
  );
  const declared = [...(/ApiErrorType =([^;]+);/.exec(code)?.[1] ?? '').matchAll(/'(\w+)'/g)].map(
    ([, type]) => type ?? '',
  );
  const listed = [...guide.matchAll(/^\| (\d{3}) +\| `(\w+)`/gm)].map(
    ([, status, type]) => `${status} ${type}`,
  );
  expect(listed.map((line) => line.slice(4)).toSorted()).toEqual(declared.toSorted());
  expect(listed).toEqual(expect.arrayContaining(thrown));
});

it('the guide lists every endpoint', async () => {
  const api = await createSessionApi({
    secretKeys: ['sk_test_0123456789abcdef'],
    database: ':memory:',
  });
  const document = (await (
    await api.fetch(new Request('http://localhost/openapi.json'))
  ).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  await api.close();
  const endpoints = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const listed = [...guide.matchAll(/^\| `([A-Z]+ \/[^`]+)`/gm)].map(
    ([, endpoint]) => endpoint ?? '',
  );
  expect(listed.toSorted()).toEqual(endpoints.toSorted());
});
