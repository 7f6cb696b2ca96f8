// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { generateAuthPaths, walkAuthPath } from '@moon-key/react-auth/testing';
import { driverOf } from '../testing/shop/driver.js';
import { rounds } from './rounds.js';

const paths = generateAuthPaths({ by: ['user', 'server', 'otherTab', 'time'] });

it.each(rounds)(
  'the correct shop passes all default paths, round %i',
  { timeout: 600_000 },
  async () => {
    const failed: string[] = [];
    for (const path of paths)
      await walkAuthPath(path, driverOf(null)).catch((error: Error) => {
        failed.push(`${path.name}\n${error.message}`);
      });
    expect(failed).toEqual([]);
  },
);
