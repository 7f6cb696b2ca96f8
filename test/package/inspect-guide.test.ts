import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { createServer, preview } from 'vite';
import type { Browser } from 'playwright-core';
import { chromiumArgs, chromiumPath } from '../../scripts/chromium.js';
import { emptyViteApp } from './guides/empty-vite-app.js';

const guide = readFileSync(
  fileURLToPath(new URL('../../docs/inspect.md', import.meta.url)),
  'utf8',
);
const [, install = ''] = /npm install --save-dev ([^\n]*)/.exec(guide) ?? [];
const [, react = ''] = /```tsx\n([^]*?)```/.exec(guide) ?? [];

test('the guide leads from an empty Vite app, with the packed tarball, to a visible chart', async () => {
  const app = emptyViteApp(['@moon-key/react-auth', ...install.split(' ')]);
  try {
    app.write('src/inspector.tsx', react);
    app.write(
      'src/main.tsx',
      `import { createRoot } from 'react-dom/client';
import { MoonKeyProvider } from '@moon-key/react-auth';
import { Inspector } from './inspector';

createRoot(document.querySelector('#root') ?? document.body).render(
  <MoonKeyProvider publishableKey="pk_test_guide"><Inspector /></MoonKeyProvider>,
);
`,
    );
    const { ok, output } = await app.run('vite', 'build', '--mode', 'development');
    expect(output).toContain('built in');
    expect(ok).toBe(true);

    const server = await preview({
      root: app.folder,
      configFile: false,
      preview: { port: 0, host: '127.0.0.1' },
      logLevel: 'silent',
    });
    const dev = await createServer({
      root: app.folder,
      configFile: false,
      // The packages of this app are links into a folder that it shares with other tests.
      server: { port: 0, host: '127.0.0.1', fs: { strict: false } },
      logLevel: 'silent',
    });
    const browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: [...chromiumArgs],
    });
    try {
      await seeTheChart(browser, server.resolvedUrls?.local[0]);
      await dev.listen();
      await seeTheChart(browser, dev.resolvedUrls?.local[0]);
    } finally {
      await browser.close();
      await server.close();
      await dev.close();
    }
  } finally {
    app.remove();
  }
}, 180_000);

/** Shows the chart, laid out in a worker, with what the page itself serves. */
async function seeTheChart(browser: Browser, origin = ''): Promise<void> {
  const page = await browser.newPage();
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(origin))
      foreign.push(request.url());
  });
  await page.goto(origin);
  await page.getByText('loggedOut').first().waitFor();
  await page.getByText('confirmingLogout').first().waitFor();
  expect(foreign).toEqual([]);
  expect(page.workers()).toHaveLength(1);
  await page.close();
}
