// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { randomAuthPaths, walkAuthPath } from '@moon-key/react-auth/testing';
import { CorrectApp } from '../testing/buggy-apps/correct-app.js';
import { driverOf } from '../testing/buggy-apps/driver.js';
import { driverOf as shopDriverOf } from '../testing/shop/driver.js';

/** Three hundred walks by everybody and everything that an app can meet. */
const walks = randomAuthPaths({ seed: 14, steps: 14, count: 300 });

it.each([
  ['a correct app', driverOf(CorrectApp)],
  ['the shop', shopDriverOf(null)],
])('%s passes 300 random walks of 300', { timeout: 1_800_000 }, async (_, driver) => {
  const failed: string[] = [];
  for (const path of walks)
    await walkAuthPath(path, driver).catch((error: Error) => {
      failed.push(`${path.steps.map(({ fact }) => fact).join(' ')}\n${error.message}`);
    });
  expect(failed).toEqual([]);
});
