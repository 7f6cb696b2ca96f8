import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pathFromEvents } from '../../../src/testing/index.js';
import { bundledProgram } from '../../support/bundled-program.js';
import { recordUse } from '../recording/record-use.js';
import { engineItself } from '../walk/engine-itself.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const here = fileURLToPath(new URL('./', import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(here, '.generated-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(args: string[], cwd = root): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, timeout: 90_000 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr });
    });
  });
}

const bin = bundledProgram('src/testing/bin.ts');
const testgen = (...args: string[]) => run([bin, ...args]);

const read = (file: string) => readFileSync(join(folder, file), 'utf8');

describe('moonkey-testgen', { timeout: 120_000 }, () => {
  it('writes tests that read like a story, and that run', async () => {
    writeFileSync(join(folder, 'App.tsx'), app);
    const theApp = join(folder, 'App.tsx');
    const flags = ['--out', folder, '--app', theApp, '--by', 'user', 'server'];
    const { code, output } = await testgen(...flags);
    expect(read('auth-driver.tsx')).toContain("import { App } from './App';");
    expect(output).toMatch(/auth-paths\.test\.tsx: \d+ tests/);
    expect(code).toBe(0);
    const source = read('auth-paths.test.tsx');
    expect(source).toContain(
      [
        "  it('authenticated → log out → server down → logged out, revocation queued', async () => {",
        '    const path = pathFromEvents([',
        "      'opensSignedIn', // authenticated: the app shows ada@example.test",
        "      'clicksLogOut', // log out: the app shows nobody",
        "      'serverFails', // server down: the app shows nobody",
        '    ]);',
        '    await walkAuthPath(path, driver);',
        '  });',
      ].join('\n'),
    );

    writeFileSync(join(folder, 'vitest.config.ts'), config);
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const ran = await run([vitest, 'run', '--root', folder], folder);
    const count = /(\d+) tests/.exec(output)?.[1];
    expect(ran.output).toMatch(new RegExp(`${count} passed`));
    expect(ran.code).toBe(0);
  });

  it('makes the shortest test of a recording, which fails until the app is mended', async () => {
    const use = pathFromEvents([
      ...['opensSignedOut', 'signsIn', 'serverFails', 'signsIn', 'serverAgrees', 'clicksLogOut'],
      ...['serverFails', 'networkReturns', 'signsIn', 'serverAgrees'],
    ]);
    writeFileSync(join(folder, 'record.json'), await recordUse(use, engineItself));
    writeFileSync(join(folder, 'App.tsx'), buggyApp);
    writeFileSync(join(folder, 'vitest.config.ts'), config);
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const flags = ['--from', 'record.json', '--out', '.', '--app', 'App.tsx'];
    const ask = () => run([bin, ...flags], folder);
    expect(await ask()).toMatchObject({ code: 1, output: expect.stringContaining('fill in') });
    const { code, output } = await ask();
    expect(output).toMatch(/recorded\.test\.tsx: 3 steps of 10/);
    expect(code).toBe(0);
    expect(read('recorded.test.tsx')).toBe(recordedTest);
    expect(readdirSync(folder)).not.toContain('replay-of-a-recording.test.tsx');

    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const failed = await run([vitest, 'run', '--root', folder], folder);
    expect(failed.output).toContain('While loggedOut, the app must show');
    writeFileSync(join(folder, 'App.tsx'), app);
    const forced = await run([bin, ...flags, '--force'], folder);
    expect(forced.output).toContain('the app does right on all that was recorded');
  });

  it.each([
    ['jest', "from '@jest/globals'", 'auth-paths.test.tsx'],
    ['playwright', "from '@playwright/test'", 'auth-paths.spec.ts'],
  ])('writes for %s too', async (runner, imported, file) => {
    const { code } = await testgen('-o', folder, '-r', runner, '--goal', 'loggedOut', '-d', '3');
    expect(code).toBe(0);
    expect(read(file)).toContain(imported);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it.each([
    ['default', 'export default function App() {}', "import App from '../src/App';"],
    ['named', 'export function App() {}', "import { App } from '../src/App';"],
  ])("finds the app's %s export, wherever the files go", async (_, source, statement) => {
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'src/App.tsx'), source);
    const { code } = await run([bin, '-o', 'tests', '-l', '2'], folder);
    expect(code).toBe(0);
    expect(read('tests/auth-driver.tsx')).toContain(statement);
  });

  it('writes a Playwright driver for the dialog', async () => {
    await testgen('-o', folder, '-r', 'playwright', '-l', '2');
    expect(read('auth-driver.ts')).toContain('drivers.dialog<Page>({');
  });

  it('overwrites nothing unasked, and the driver never', async () => {
    writeFileSync(join(folder, 'auth-driver.tsx'), 'mine');
    await testgen('--out', folder, '--by', 'user', 'server');
    expect(read('auth-driver.tsx')).toBe('mine');
    const again = await testgen('--out', folder, '--by', 'user', 'server');
    expect(again).toMatchObject({ code: 1, output: expect.stringContaining('Pass --force') });
    expect(await testgen('--out', folder, '--by', 'user', '--force')).toMatchObject({ code: 0 });
    expect(read('auth-driver.tsx')).toBe('mine');
  });

  it.each([
    [['--runner', 'mocha'], /Allowed choices are vitest, jest, playwright/],
    [['--depth', 'deep'], /whole number of steps/],
    [['--by', 'nobody'], /unknown source "nobody"/],
    [['--from', 'nowhere.json'], /there is no such file/],
    [['--from', 'package.json'], /must be the JSON that a recorder’s export\(\) gave/],
  ])('explains what is wrong with %j', async (args, message) => {
    const { code, output } = await testgen('--out', folder, ...args);
    expect(output).toMatch(message);
    expect(code).toBe(1);
  });
});

const config = `import { sourceAliases } from '${root}scripts/aliases.ts';
export default { resolve: { alias: sourceAliases() } };
`;

const buggyApp = `import { useState } from 'react';
import { useMoonKey } from '@moon-key/react-auth';
export function App() {
  const { ready, user, logout } = useMoonKey();
  const [isStuck, setStuck] = useState(false);
  if (!ready) return <p>One moment…</p>;
  if (isStuck) return <p>Something went wrong.</p>;
  if (!user) return <button>Log in</button>;
  return (
    <p>
      <span data-testid="user">{user.email}</span>{' '}
      <button onClick={() => logout().catch(() => setStuck(true))}>Log out</button>
    </p>
  );
}
`;

const environment = 'environment';
// Written apart: Vitest takes the environment of this file from such a line, wherever it is.
const recordedTest = `// @vitest-${environment} jsdom
import { pathFromEvents, walkAuthPath } from '@moon-key/react-auth/testing';
import { it } from 'vitest';
import { driver } from './auth-driver';

// Written by moonkey-testgen from a recording, and made as short as it goes. What went wrong there:
// While loggedOut, the app must show that nobody is signed in; it shows neither.

it('authenticated → log out → server down → logged out, revocation queued', async () => {
  const path = pathFromEvents([
    'opensSignedIn', // authenticated: the app shows ada@example.test
    'clicksLogOut', // log out: the app shows nobody
    'serverFails', // server down: the app shows nobody
  ]);
  await walkAuthPath(path, driver);
});
`;

const app = `import { useMoonKey } from '@moon-key/react-auth';
export function App() {
  const { ready, user, logout } = useMoonKey();
  if (!ready) return <p>One moment…</p>;
  if (!user) return <button>Log in</button>;
  return (
    <p>
      <span data-testid="user">{user.email}</span> <button onClick={logout}>Log out</button>
    </p>
  );
}
`;
