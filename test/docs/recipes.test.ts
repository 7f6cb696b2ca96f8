import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/recipes.md', 'utf8');
const recipes = page.split(/\n(?=## )/).slice(1);

/** What a recipe is about, and whether a test of this package can run it. */
const wanted: readonly (readonly [about: string, isTested: boolean])[] = [
  ['Content Security Policy', true],
  ['nonces', true],
  ['Trusted Types', true],
  ['sub-path', true],
  ['islands', true],
  ['React Compiler', true],
  ['Preact', true],
  ['Fastify', true],
  ['Nest', true],
  ['Sub-domains', true],
  ['seven days', true],
  ['node10', true],
  ['CommonJS', true],
  ['Rollup', true],
  ['Parcel', false],
];

describe('the page of recipes', () => {
  it.each(wanted)('has one for %s', (about, isTested) => {
    const found = recipes.filter((recipe) => recipe.includes(about));
    expect(found).not.toEqual([]);
    const tests = found.flatMap((recipe) => recipe.match(/`test\/[\w./-]+`/g) ?? []);
    if (isTested) expect(tests).not.toEqual([]);
    else expect(found.join()).toContain(`${about} is in no test`);
  });
});
