import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const pages = [
  ...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md'],
];
const pathsIn = (text: string) =>
  [...text.matchAll(/`((?:test|src|scripts|packages)\/[\w./-]+\.\w+)`/g)].map(
    ([, path = '']) => path,
  );
const isTest = (path: string) => path.startsWith('test/');
const isMissing = (path: string) => !existsSync(path);

test.each(pages)('%s names no test that is not there', (page) => {
  expect(pathsIn(readFileSync(page, 'utf8')).filter(isTest).filter(isMissing)).toEqual([]);
});

describe('what strangers ran into', () => {
  const text = readFileSync('docs/strangers.md', 'utf8');

  test('names no file that is not there', () => {
    expect(pathsIn(text).filter(isMissing)).toEqual([]);
  });

  test('has a test in each row', () => {
    const rows = text.split('\n').filter((line) => /^\|(?! *-)/.test(line));
    const found = rows.filter((row) => !/Shown by +\|$/.test(row));
    expect(found.filter((row) => !pathsIn(row).some(isTest))).toEqual([]);
    const numbers = [...text.matchAll(/^\| (\d+) +\|/gm)].map(([, number]) => Number(number));
    expect(numbers).toEqual(Array.from({ length: 28 }, (_, index) => index + 1));
  });
});
