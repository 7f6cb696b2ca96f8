import { describe, expect, it } from 'vitest';
import type { AuthPathError } from '../../../src/testing/index.js';
import { generateAuthPaths, walkAuthPath } from '../../../src/testing/index.js';
import type { Bug } from './bugs.js';
import { bugs } from './bugs.js';
import { driverOf } from './driver.js';

const paths = generateAuthPaths({ by: ['user', 'server', 'otherTab', 'time'] });

/** What the first of the default paths that fails complains about. */
async function firstComplaint(bug: Bug | null, patience: number): Promise<string | null> {
  for (const path of paths)
    try {
      await walkAuthPath(path, driverOf(bug), { patience });
    } catch (error) {
      return `${path.name}: ${(error as AuthPathError).complaint}`;
    }
  return null;
}

describe('a small shop', { timeout: 60_000 }, () => {
  it('passes every path when there is nothing wrong with it', async () => {
    expect(await firstComplaint(null, 1_000)).toBeNull();
  });

  it.each(Object.entries(bugs))('is caught when it has the bug "%s": it %s', async (bug) => {
    expect(await firstComplaint(bug as Bug, 1)).toMatchSnapshot();
  });
});
