import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sourceAliases } from '../../scripts/aliases.js';

test('every exported specifier has an alias to its source, and no alias swallows a subpath', () => {
  const pkg = JSON.parse(readFileSync('package.json', 'utf8')) as {
    name: string;
    exports: Record<string, unknown>;
  };
  const specifiers = Object.keys(pkg.exports)
    .filter((key) => key !== './package.json')
    .map((key) => pkg.name + key.slice(1));
  for (const specifier of specifiers) {
    const matching = sourceAliases().filter(({ find }) => find.test(specifier));
    expect(
      matching.map(({ replacement }) => replacement.split('/src/')[1]),
      specifier,
    ).toHaveLength(1);
  }
});
