import { chromium } from 'playwright-core';
import { expect, it } from 'vitest';
import { launchOptions } from '../logout/support/browser.js';
import { bytesOfVisitors } from './bytes-of-visitors.js';

it('keeps an address that is typed into the dialog, and on a shared device not a byte of it', async () => {
  const bytes = await bytesOfVisitors((profile) =>
    chromium.launchPersistentContext(profile, launchOptions),
  );
  expect(bytes).toEqual({
    plain: expect.arrayContaining([expect.stringContaining('/IndexedDB/')]),
    typedByDefault: [expect.stringMatching(/[/]Web Data$/)],
    secrets: [],
  });
});
