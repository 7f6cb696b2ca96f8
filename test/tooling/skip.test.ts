import { afterEach, expect, test, vi } from 'vitest';
import { SKIPPED, skipUnlessRequired } from '../../scripts/test/skip.js';

const codeBefore = process.exitCode;

afterEach(() => {
  process.exitCode = codeBefore;
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test.each([
  ['', SKIPPED],
  ['firefox', SKIPPED],
  ['firefox,webkit', 1],
  ['all', 1],
])(
  'an engine that cannot be had, where %j are required, ends with %i and the reason',
  (required, code) => {
    vi.stubEnv('MOONKEY_ENGINES', required);
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    skipUnlessRequired('webkit', () => {
      throw new Error('No engine found.');
    });
    expect(process.exitCode).toBe(code);
    expect(log).toHaveBeenCalledWith('No engine found.');
  },
);

test('an engine that is there is not skipped', () => {
  vi.stubEnv('MOONKEY_ENGINES', 'all');
  skipUnlessRequired('webkit', () => {});
  expect(process.exitCode).toBe(codeBefore);
});
