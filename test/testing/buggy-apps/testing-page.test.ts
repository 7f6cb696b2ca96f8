import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { testingPage } from './testing-page.js';

it('docs/testing.md has the tables of what was caught, and of what happened again, freshly generated', async () => {
  const page = readFileSync(new URL('../../../docs/testing.md', import.meta.url), 'utf8');
  expect(page).toBe(await testingPage());
  expect(page).toContain('12 of 12 happen again from their recording alone');
  expect(page).toMatch(/\| ignores `ready` \| .* \| \d+ of \d+ \|/);
});
