import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { chromiumArgs, chromiumPath } from '../../../scripts/chromium.js';
import { runSpecs } from '../../tools/cypress/run-specs.js';
import type { App } from '../support/app.js';
import { createApp } from '../support/app.js';
import type { EmptyApp } from './empty-vite-app.js';
import { emptyViteApp } from './empty-vite-app.js';
import { freePort } from './free-port.js';
import { readGuides } from './read-guides.js';

/** Tools that are too large to be installed for everybody who works on this package. */
const tools = [
  'storybook@10.6.7',
  '@storybook/react-vite@10.6.7',
  '@tanstack/react-devtools@0.10.13',
];
const titles = ['The app', 'Cypress', 'Storybook', 'TanStack Devtools'];
const guides = titles.map((title) => {
  const guide = readGuides().get(title);
  if (!guide) throw new Error(`docs/guides.md has no guide "${title}"`);
  return guide;
});

let shell: App;
let app: EmptyApp;
let browser: Browser;
let page: Page;
let main: string;

beforeAll(async () => {
  const launching = chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] });
  shell = createApp('npm', inject('tarballs'));
  const installed = await shell.run(`npm install --legacy-peer-deps ${tools.join(' ')}`);
  if (installed.code !== 0) throw new Error(installed.output);
  const others = guides.flatMap(({ packages }) => packages).filter((name) => name !== 'cypress');
  app = emptyViteApp([...others, 'esbuild', 'typescript'], shell.folder);
  for (const { files } of guides) for (const [file, text] of files) app.write(file, text);
  main = app.read('src/main.tsx');
  browser = await launching;
  page = await browser.newPage();
}, 300_000);
afterAll(async () => {
  await browser.close();
  await shell.remove();
});

/** Runs a command of a guide that serves; resolves to where. */
async function served(command: string): Promise<string> {
  const port = await freePort();
  const where = new RegExp(`(http://127\\.0\\.0\\.1:${port})`);
  return shell.start(`${command} ${port}`, { NO_COLOR: '1' }, where);
}

describe('Cypress', { timeout: 120_000 }, () => {
  it('runs in a stand-in of cy, since its own program cannot be installed here', async () => {
    const spec = ['cypress/support/e2e.ts', 'cypress/e2e/logout.cy.ts']
      .map((file) => app.read(file))
      .join('\n');
    const entry = main.replaceAll("'./", "'./src/");
    expect(await runSpecs(browser, spec, entry, app.folder)).toEqual({
      'is final here, though the server is down, and reaches it later': null,
    });
  });

  it('type-checks against its own declarations', async () => {
    const target = join(app.folder, 'node_modules/cypress');
    mkdirSync(target);
    const packed = await shell.run('npm pack cypress@15.3.0 --silent');
    const tarball = join(app.folder, packed.output.trim().split('\n').at(-1) ?? '');
    spawnSync('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
    expect(readFileSync(join(target, 'types/index.d.ts'), 'utf8')).toContain('cypress');
    expect(await app.run('tsc', '-p', 'cypress/tsconfig.json')).toEqual({ ok: true, output: '' });
  });
});

describe('Storybook itself', { timeout: 120_000 }, () => {
  it('shows every story in its state, or in that of the toolbar, and logs out for real', async () => {
    const base = await served('npx storybook dev --ci --disable-telemetry -p');
    const story = (id: string) => `${base}/iframe.html?viewMode=story&id=app--${id}`;
    await page.goto(story('nobody'));
    await page.getByText('Log in').waitFor();
    await page.goto(story('leaving'));
    await page.getByText('Log in').waitFor();
    await page.goto(`${base}/?path=/story/app--in-the-state-of-the-toolbar`);
    const shown = page.frameLocator('#storybook-preview-iframe');
    await shown.getByText('Log out').click();
    await shown.getByText('Log in').waitFor();
    await page.getByRole('button', { name: /session in which stories stand/i }).click();
    await page.getByText('Loading', { exact: true }).click();
    await expect.poll(() => shown.getByText('One moment…').isVisible()).toBe(true);
  });
});

describe('TanStack Devtools itself', { timeout: 120_000 }, () => {
  it('shows the inspector among its panels', async () => {
    const beside = main
      .replace('<App />', '<App />\n    <Devtools />')
      .replace('import App', "import { Devtools } from './devtools';\nimport App");
    app.write('src/main.tsx', beside);
    await page.goto(await served('npx vite --host 127.0.0.1 --strictPort --port'));
    await page.getByText('Log in').waitFor();
    await page
      .getByRole('button', { name: /tanstack/i })
      .first()
      .click();
    await page.getByText('MoonKey', { exact: true }).first().click();
    const state = page.getByText('confirmingLogout').first();
    await expect.poll(() => state.isVisible(), { timeout: 30_000 }).toBe(true);
  });
});
