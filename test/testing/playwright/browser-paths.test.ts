import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumArgs, chromiumPath } from '../../../scripts/chromium.js';
import {
  authPathsFor,
  generateAuthPaths,
  isWalkableInBrowser,
  pathFromEvents,
  walkAuthPathInBrowser,
} from '../../../src/testing/index.js';
import type { AuthPath } from '../../../src/testing/index.js';
import { driverAt } from './driver.js';
import { serveApp } from './serve-app.js';

const paths = generateAuthPaths({ by: ['user', 'server', 'otherTab', 'time'], depth: 4 })
  .filter(isWalkableInBrowser)
  .filter(({ steps }) => steps.length <= 3);
let browser: Browser;
let app: Awaited<ReturnType<typeof serveApp>>;

beforeAll(async () => {
  [browser, app] = await Promise.all([
    chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] }),
    serveApp(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

async function walk(path: AuthPath, search = ''): Promise<void> {
  const context = await browser.newContext();
  try {
    await walkAuthPathInBrowser(context, path, driverAt(app.url + search));
  } finally {
    await context.close();
  }
}

describe('walkAuthPathInBrowser', () => {
  it('has something to walk', () => {
    expect(paths.length).toBeGreaterThan(12);
  });

  it.each(paths)('$name', async (path) => {
    await expect(walk(path)).resolves.toBeUndefined();
  });

  it('catches an app that gets stuck when the server is down', async () => {
    const path = pathFromEvents(['opensSignedIn', 'clicksLogOut', 'serverFails']);
    await expect(walk(path, '?buggy')).rejects.toMatchObject({
      name: 'AuthPathError',
      step: 2,
      complaint: expect.stringContaining('must show that nobody is signed in'),
    });
  });

  it('refuses what a browser cannot do, and a driver that cannot sign in', async () => {
    const context = await browser.newContext();
    const driver = Object.assign(driverAt(app.url), { signIn: undefined });
    const slow = pathFromEvents(['opensSlowlySignedIn']);
    const quick = pathFromEvents(['opensSignedIn']);
    await expect(walk(slow)).rejects.toThrow(/cannot be made to happen in a browser/);
    await expect(walkAuthPathInBrowser(context, quick, driver as never)).rejects.toThrow(
      /"driver.signIn"/,
    );
    await context.close();
  });
});

describe('authPathsFor', () => {
  it("registers a test for each path that a browser can walk, with Playwright's own runner", async () => {
    const titles: string[] = [];
    authPathsFor((title) => titles.push(title))(generateAuthPaths(), driverAt(app.url));
    expect(titles).toContain('authenticated → log out → server confirms → logged out');
    expect(titles.length).toBeLessThan(generateAuthPaths().length);
  });

  it('says what is missing', () => {
    expect(() => authPathsFor(undefined as never)).toThrow(/pass Playwright's "test"/);
    expect(() => authPathsFor(() => {})([], driverAt(''))).toThrow(/no path/);
  });
});
