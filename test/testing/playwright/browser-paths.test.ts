import type { Browser, Page } from 'playwright-core';
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
import type { AuthPath, BrowserWalkOptions } from '../../../src/testing/index.js';
import { dialogDriverAt, driverAt } from './driver.js';
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

async function walk(
  path: AuthPath,
  driver = driverAt(app.url),
  options: BrowserWalkOptions = {},
): Promise<void> {
  const context = await browser.newContext();
  try {
    await walkAuthPathInBrowser(context, path, driver, options);
  } finally {
    await context.close();
  }
}

describe('walkAuthPathInBrowser', { timeout: 180_000, concurrent: true }, () => {
  it('has something to walk', () => {
    expect(paths.length).toBeGreaterThan(12);
  });

  it.each(paths)('$name', async (path) => {
    await expect(walk(path)).resolves.toBeUndefined();
  });

  const signingIn = generateAuthPaths({ by: ['user', 'server', 'otherTab', 'time'] })
    .filter(isWalkableInBrowser)
    .filter(
      ({ steps }) => steps.length < 5 && steps.some(({ fact }) => fact.startsWith('signsIn')),
    );

  it.each(signingIn)("through the package's own dialog: $name", async (path) => {
    await expect(walk(path, dialogDriverAt(app.url))).resolves.toBeUndefined();
  });

  it.each(paths.slice(0, 3))('answering in the page: $name', async (path) => {
    const inPage = { answering: 'inPage' } as const;
    await expect(walk(path, driverAt(app.url), inPage)).resolves.toBeUndefined();
  });

  it('names the step that hangs', async () => {
    const path = pathFromEvents(['opensSignedOut', 'signsIn']);
    const driver = {
      ...driverAt(app.url),
      signIn: (page: Page) => page.getByText('No such button').click(),
    };
    await expect(walk(path, driver, { stepTimeout: 4_000 })).rejects.toMatchObject({
      name: 'AuthPathError',
      complaint: '"sign in" did not end within 4000 ms: driver.signIn hangs.',
    });
  });

  it('looks at the title, inputs, alt and labels', async () => {
    const path = pathFromEvents(['opensSignedIn', 'clicksLogOut']);
    const changes = [
      "document.title = 'ada@example.test'",
      "document.body.insertAdjacentHTML('beforeend', '<img alt=\"Ada Lovelace\">')",
      "document.body.insertAdjacentHTML('beforeend', '<input value=user_ada>')",
      "document.body.attachShadow({ mode: 'open' }).innerHTML = '<b aria-label=user_ada></b><slot>'",
    ];
    const walks = changes.map(async (change) => {
      const driver = driverAt(app.url);
      const open = async (page: Page) => {
        await driver.open(page);
        await page.evaluate(change);
      };
      await expect(walk(path, { ...driver, open }, { patience: 1 })).rejects.toThrow(
        'the app still shows data of ada@example.test',
      );
    });
    await Promise.all(walks);
  });

  it('catches an app that gets stuck when the server is down', async () => {
    const path = pathFromEvents(['opensSignedIn', 'clicksLogOut', 'serverFails']);
    await expect(walk(path, driverAt(`${app.url}?buggy`))).rejects.toMatchObject({
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
    const all = generateAuthPaths();
    const registered = authPathsFor((title) => titles.push(title))(all, driverAt(app.url));
    expect(titles).toContain('authenticated → log out → server confirms → logged out');
    expect(titles).toEqual(registered.paths.map(({ name }) => name));
    expect(titles.length + registered.leftOut.length).toBe(all.length);
    expect(registered.coverage.complete).toBe(false);
    expect(registered.coverage.transitions.missing.join()).toContain('after clearTimeout');
  });

  it('says what is missing', () => {
    expect(() => authPathsFor(undefined as never)).toThrow(/pass Playwright's "test"/);
    expect(() => authPathsFor(() => {})([], driverAt(''))).toThrow(/no path/);
  });
});
