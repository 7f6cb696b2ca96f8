import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('the shop is worked by a driver of at most twenty lines', () => {
  const source = readFileSync(new URL('./driver.tsx', import.meta.url), 'utf8');
  const driver = source.slice(source.indexOf('export const driverOf'));
  expect(driver.trim().split('\n').length).toBeLessThanOrEqual(20);
});
