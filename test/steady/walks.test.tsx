// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { randomAuthPaths, walkAuthPath } from '@moon-key/react-auth/testing';
import { CorrectApp } from '../testing/buggy-apps/correct-app.js';
import { driverOf } from '../testing/buggy-apps/driver.js';
import { driverOf as shopDriverOf } from '../testing/shop/driver.js';

describe.each([14, 30])(
  'of %i steps, by everybody and everything that an app can meet',
  (steps) => {
    const walks = randomAuthPaths({ seed: 14, steps, count: 300 });

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
  },
);
