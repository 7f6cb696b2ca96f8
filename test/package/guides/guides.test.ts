import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumArgs, chromiumPath } from '../../../scripts/chromium.js';
import type { EmptyApp } from './empty-vite-app.js';
import { emptyViteApp } from './empty-vite-app.js';
import { readGuides } from './read-guides.js';

/** Guides whose only command runs Vitest: how many tests it must have, at least. */
const underVitest = {
  'Checks and facts of your own': 10,
  'Random walks': 11,
  'A machine of your own': 2,
  'A flight recorder': 2,
  'A sequence diagram': 1,
} as const;

const guides = readGuides();
const all = mkdtempSync(join(tmpdir(), 'my-apps-'));
const apps = new Map<string, EmptyApp>();
const slugOf = (title: string) => title.toLowerCase().replaceAll(' ', '-');

/** The empty app with what its own guide prints and installs, and nothing of another guide. */
function appOf(title: string): EmptyApp {
  const known = apps.get(title);
  if (known) return known;
  const [base, guide] = [guides.get('The app'), guides.get(title)];
  if (!base || !guide) throw new Error(`docs/guides.md has no guide "${title}"`);
  const app = emptyViteApp([...base.packages, ...guide.packages], join(all, slugOf(title)));
  // Vitest wants a name of its own for each project.
  app.write('package.json', JSON.stringify({ name: slugOf(title), private: true, type: 'module' }));
  for (const [file, text] of [...base.files, ...guide.files]) app.write(file, text);
  apps.set(title, app);
  return app;
}

afterAll(() => rmSync(all, { recursive: true, force: true }));

describe('guides under Vitest', { timeout: 180_000 }, () => {
  interface Report {
    readonly testResults: readonly {
      readonly name: string;
      readonly assertionResults: readonly { readonly status: string; readonly title: string }[];
    }[];
  }
  let report: Report;
  beforeAll(async () => {
    const own = Object.keys(underVitest).map(appOf);
    const config = { test: { projects: own.map(({ folder }) => folder) } };
    writeFileSync(join(all, 'vitest.config.mjs'), `export default ${JSON.stringify(config)};`);
    const to = join(all, 'report.json');
    const [app] = own;
    const ran = await app?.run(
      ...(['vitest', 'run', '--root', all] as const),
      ...['--reporter=json', '--reporter=dot', '--outputFile.json', to],
    );
    if (!ran?.ok) throw new Error(ran?.output);
    report = JSON.parse(readFileSync(to, 'utf8')) as Report;
  }, 180_000);

  it.each(Object.entries(underVitest))('%s: it passes as it is printed', (title, least) => {
    const { folder } = appOf(title);
    const tests = report.testResults
      .filter(({ name }) => name.startsWith(`${folder}/`))
      .flatMap(({ assertionResults }) => assertionResults);
    expect(tests.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(tests.length).toBeGreaterThanOrEqual(least);
  });

  it('A flight recorder: its recording is taken by moonkey-testgen', async () => {
    const app = appOf('A flight recorder');
    const [, command = ''] = guides.get('A flight recorder')?.commands ?? [];
    const args = command.split(' ').slice(2);
    expect(app.read('record.json')).toContain('"format"');
    expect(await app.run('moonkey-testgen', ...args)).toMatchObject({
      ok: false,
      output: expect.stringContaining('src/auth-paths/auth-driver.tsx'),
    });
    const { output } = await app.run('moonkey-testgen', ...args);
    expect(output).toContain('the app does right on all that was recorded');
  });

  it('A sequence diagram: it is written', () => {
    expect(appOf('A sequence diagram').read('logout.mmd')).toMatch(/^sequenceDiagram\n/);
  });

  it('What your tests took: it is drawn', async () => {
    const app = appOf('What your tests took');
    const { ok, output } = await app.run('vitest', 'run');
    expect(output).toMatch(/auth: \d+ % · \d+ of \d+ transitions/);
    expect(ok).toBe(true);
    expect(app.read('auth-coverage.html')).toContain('<h1>What was taken</h1>');
  });

  it('type-check as they are printed', async () => {
    const apps_ = [...Object.keys(underVitest), 'What your tests took', 'Playwright'].map(appOf);
    const [app] = apps_;
    if (!app) throw new Error('no guide');
    const { compilerOptions } = JSON.parse(app.read('tsconfig.json')) as {
      compilerOptions: object;
    };
    const include = apps_.flatMap(({ folder }) => [join(folder, 'src'), join(folder, 'tests')]);
    writeFileSync(join(all, 'tsconfig.json'), JSON.stringify({ compilerOptions, include }));
    app.write('tsconfig.all.json', JSON.stringify({ extends: '../tsconfig.json', include }));
    expect(await app.run('tsc', '-p', 'tsconfig.all.json')).toEqual({ ok: true, output: '' });
  });
});

describe('Playwright', { timeout: 180_000 }, () => {
  it('runs what the guide prints, and what moonkey-testgen writes', async () => {
    const app = appOf('Playwright');
    const port = await freePort();
    const printed = app.read('playwright.config.ts');
    app.write('playwright.config.ts', printed.replaceAll('5173', String(port)));
    app.write('here.config.ts', withThisBrowser);
    const written = await app.run(
      ...(['moonkey-testgen', '--runner', 'playwright', '--out', 'tests/written'] as const),
      ...['--by', 'user', 'server', '--goal', 'loggedOut', '--depth', '3'],
    );
    expect(written).toMatchObject({ ok: true });
    const { ok, output } = await app.run(
      ...(['playwright', 'test', '-c', 'here.config.ts', '--reporter=list'] as const),
      ...['-g', 'authenticated → log out → server down → logged out, revocation queued$|every tab'],
    );
    expect(output).toMatch(/tests\/logout\.spec\.ts.*is logged out in every tab/);
    expect(output).toMatch(
      /tests\/auth-paths\.spec\.ts.*log out → server down → logged out, revocation queued/,
    );
    expect(output).toMatch(/tests\/written\/auth-paths\.spec\.ts.*server down/);
    expect(output).not.toMatch(/\d+ (failed|flaky)/);
    expect(ok, output).toBe(true);
  });
});

/** The printed configuration with the Chromium that is here. */
const withThisBrowser = `import printed from './playwright.config';

export default {
  ...printed,
  workers: 2,
  use: {
    ...printed.use,
    launchOptions: ${JSON.stringify({ executablePath: chromiumPath(), args: chromiumArgs })},
  },
};
`;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
