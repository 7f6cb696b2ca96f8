import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromiumArgs, chromiumPath } from '../../../scripts/chromium.js';
import type { RunCoverage } from '../../../src/testing/index.js';
import { pathFromEvents } from '../../../src/testing/index.js';
import { writeTests } from '../../../src/testing/testgen/write-tests.js';
import { transitionNames } from '../../../src/testing/paths/statechart.js';
import { serveApp } from './serve-app.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const here = fileURLToPath(new URL('./', import.meta.url));

interface Step {
  readonly title: string;
}
interface Report {
  readonly suites: readonly {
    readonly file: string;
    readonly suites?: Report['suites'];
    readonly specs: readonly {
      readonly title: string;
      readonly ok: boolean;
      readonly line: number;
      readonly file: string;
      readonly tests: readonly { readonly results: readonly { readonly steps?: Step[] }[] }[];
    }[];
  }[];
}

let app: Awaited<ReturnType<typeof serveApp>>;
let folder: string;
beforeAll(async () => {
  app = await serveApp();
  folder = mkdtempSync(join(here, '.generated-'));
  // What `@playwright/test` is: a second name of the runner that `playwright` brings.
  mkdirSync(join(folder, 'node_modules/@playwright'), { recursive: true });
  symlinkSync(join(root, 'node_modules/playwright'), join(folder, 'node_modules/playwright'));
  const stub = join(folder, 'node_modules/@playwright/test');
  mkdirSync(stub);
  writeFileSync(
    join(stub, 'package.json'),
    '{"name":"@playwright/test","type":"module","main":"index.js"}',
  );
  writeFileSync(join(stub, 'index.js'), "export * from 'playwright/test';");
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await app.close();
});

const spec = `import { test } from '@playwright/test';
import { authPathsFor, pathFromEvents } from '@moon-key/react-auth/testing';
import { driverAt } from '../driver.js';

interface Unused {
  readonly types: 'move lines when they are stripped';
}

authPathsFor(test)(
  [pathFromEvents(['opensSignedIn', 'clicksLogOut', 'serverFails'])],
  driverAt(String(process.env['APP_URL'])),
);
`;

/** What `moonkey-testgen` writes a test of. */
const story = pathFromEvents(['opensSignedIn', 'otherTabLogsOut']);
const driverOfWritten = `import { driverAt } from '../driver.js';

export const driver = driverAt(String(process.env['APP_URL']));
`;

/** A worker of its own: what it takes is added to the other's. */
const second = spec.replace("'serverFails'", "'serverAgrees'");

/** The fixtures, as somebody uses them. */
const fixtures = `import { expect, test as base } from '@playwright/test';
import { moonKeyFixtures, keepSignedIn, keptSession } from '@moon-key/react-auth/playwright';
import { driverAt } from '../driver.js';

const url = String(process.env['APP_URL']);
const file = new URL('ada.json', import.meta.url).pathname;
const driver = driverAt(url);
const test = base.extend(moonKeyFixtures({ driver }));

test('two tabs', async ({ signedInPage, otherTab, server }) => {
  await expect(otherTab.getByTestId('user')).toHaveText('ada@example.test');
  await signedInPage.getByText('Log out').click();
  await expect(otherTab.getByText('You are logged out.')).toBeVisible();
  await expect.poll(() => server.sessionsOf('ada@example.test')).toBe(0);
});

test('server down', async ({ signedInPage, server }) => {
  server.goDown();
  await signedInPage.getByText('Log out').click();
  await expect(signedInPage.getByText('You are logged out.')).toBeVisible();
  expect(server.sessionsOf('ada@example.test')).toBe(1);
  server.comeBack();
  await signedInPage.evaluate(() => dispatchEvent(new Event('online')));
  await expect.poll(() => server.sessionsOf('ada@example.test')).toBe(0);
});

test.describe.serial('a session that is kept', () => {
  test('is written', async ({ signedInPage, page }) => {
    await keepSignedIn(signedInPage, file);
    await page.goto('about:blank');
  });

  const kept = test.extend(keptSession(file));
  kept('is there for others, without a sign-in', async ({ page, server }) => {
    await driver.open(page);
    await expect(page.getByTestId('user')).toHaveText('ada@example.test');
    expect(server.calls.filter(({ verb }) => verb === 'verifyCode')).toEqual([]);
    const isReadable = await page.evaluate(async () => {
      const [{ name }] = await indexedDB.databases();
      const database = await new Promise((resolve) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
      });
      const [{ key }] = await new Promise((resolve) => {
        const asking = database.transaction('keys').objectStore('keys').getAll();
        asking.onsuccess = () => resolve(asking.result);
      });
      return key.extractable;
    });
    expect(isReadable).toBe(false);
  });
});
`;

const configIn = (folder: string) => `export default {
  testDir: '.',
  reporter: [['json'], ['${root}src/tools/playwright/index.ts', { out: '${folder}/coverage.html' }]],
  workers: 2,
  use: { launchOptions: ${JSON.stringify({ executablePath: chromiumPath(), args: chromiumArgs })} },
};
`;

function runPlaywright(): Promise<Report> {
  const env = { ...process.env, APP_URL: app.url, VITEST: '' };
  const cli = join(root, 'node_modules/playwright/cli.js');
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [cli, 'test', '-c', folder],
      { cwd: folder, env, timeout: 90_000 },
      (_, stdout, stderr) => {
        const json = stdout.slice(stdout.indexOf('{'));
        try {
          resolve(JSON.parse(json) as Report);
        } catch {
          reject(new Error(`${stdout}\n${stderr}`));
        }
      },
    );
  });
}

it(
  "runs under Playwright's own runner, is reported in the user's file, with a step for each fact",
  { timeout: 120_000 },
  async () => {
    writeFileSync(join(folder, 'app.spec.ts'), spec);
    writeFileSync(join(folder, 'second.spec.ts'), second);
    writeFileSync(join(folder, 'fixtures.spec.ts'), fixtures);
    writeFileSync(join(folder, 'written.spec.ts'), writeTests([story], 'playwright', './here'));
    writeFileSync(join(folder, 'here.ts'), driverOfWritten);
    writeFileSync(join(folder, 'playwright.config.ts'), configIn(folder));
    const { suites } = await runPlaywright();
    const [test] = suites.find(({ file }) => file === 'app.spec.ts')?.specs ?? [];
    expect(test).toMatchObject({
      title: 'authenticated → log out → server down → logged out, revocation queued',
      ok: true,
      file: 'app.spec.ts',
      line: spec.split('\n').findIndex((line) => line.startsWith('authPathsFor')) + 1,
    });
    const withFixtures = suites.find(({ file }) => file === 'fixtures.spec.ts');
    expect(withFixtures?.specs.map(({ title, ok }) => [title, ok])).toEqual([
      ['two tabs', true],
      ['server down', true],
    ]);
    expect(withFixtures?.suites?.[0]?.specs.map(({ title, ok }) => [title, ok])).toEqual([
      ['is written', true],
      ['is there for others, without a sign-in', true],
    ]);
    const steps = test?.tests[0]?.results[0]?.steps?.map(({ title }) => title);
    expect(steps).toEqual(['authenticated', 'log out', 'server down']);
    const [written] = suites.find(({ file }) => file === 'written.spec.ts')?.specs ?? [];
    expect(written).toMatchObject({ title: story.name, ok: true, file: 'written.spec.ts' });
    expect(written?.tests[0]?.results[0]?.steps?.map(({ title }) => title)).toEqual([
      'authenticated',
      'other tab logs out',
    ]);
  },
);

it('reports what the pages of both workers took, merged', () => {
  const run = JSON.parse(readFileSync(join(folder, 'coverage.json'), 'utf8')) as RunCoverage;
  const [auth] = run.machines;
  const told = ['serverFails', 'serverAgrees'].flatMap((last) =>
    pathFromEvents(['opensSignedIn', 'clicksLogOut', last]).steps.flatMap(
      ({ transitions }) => transitions,
    ),
  );
  const expected = [...transitionNames].filter(([, name]) => told.includes(name));
  const taken = Object.keys(auth?.coverage.transitions ?? {});
  expect(taken).toEqual(expect.arrayContaining(expected.map(([id]) => id)));
  // Only the fixtures' second tab takes this one.
  expect(taken).toContain('auth.authenticated:SIGNED_OUT_ELSEWHERE:0');
  expect(run.facts).toEqual({
    opensSignedIn: { authenticated: 2 },
    clicksLogOut: { loggingOut: 2 },
    serverFails: { loggedOut: 1 },
    serverAgrees: { loggedOut: 1 },
  });
  expect(readFileSync(join(folder, 'coverage.html'), 'utf8')).toContain('auth.loggedOut:SIGN_IN:0');
});
