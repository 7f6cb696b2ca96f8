import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/recipes.md', 'utf8');
const recipes = page.split(/\n(?=## )/).slice(1);

/** What a test of this package runs. */
const tested = [
  ...['Content Security Policy', 'nonces', 'Trusted Types', 'sub-path', 'islands'],
  ...['React Compiler', 'Preact', 'Fastify', 'Nest', 'Sub-domains', 'seven days'],
  ...['node10', 'CommonJS', 'Rollup'],
];
const about = (what: string) => recipes.filter((recipe) => recipe.includes(what));

describe('the page of recipes', () => {
  it.each(tested)('has one for %s, and names its test', (what) => {
    const named = about(what).flatMap((recipe) => recipe.match(/`test\/[\w./-]+`/g) ?? []);
    expect(named).not.toEqual([]);
  });

  it('says what is in no test', () => {
    expect(about('Parcel').join()).toContain('Parcel is in no test');
  });
});
