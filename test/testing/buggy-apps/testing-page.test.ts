import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { testingPage } from './testing-page.js';

it('docs/testing.md has the table of what was caught, freshly generated', async () => {
  const page = readFileSync(new URL('../../../docs/testing.md', import.meta.url), 'utf8');
  expect(page).toBe(await testingPage());
  expect(page).toMatch(/\| ignores `ready` \| .* \| \d+ of \d+ \|/);
});
