import { copyFileSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { chromiumArgs, chromiumPath } from '../../scripts/chromium.js';
import { listen } from '../server/support/listen.js';
import type { React18Page } from './react-18/client.js';
import type { App } from './support/app.js';

declare global {
  interface Window {
    react18: React18Page;
  }
}

const sources = new URL('react-18/', import.meta.url);

/** The page of `react-18/` in an app of a stranger that has React 18: what its server renders, and its script. */
export async function buildReact18Page(app: App): Promise<{ html: string; script: string }> {
  mkdirSync(join(app.folder, 'react-18'), { recursive: true });
  for (const name of readdirSync(sources))
    copyFileSync(new URL(name, sources), join(app.folder, 'react-18', name));
  const options = {
    absWorkingDir: app.folder,
    bundle: true,
    format: 'esm',
    jsx: 'automatic',
    outdir: 'react-18-built',
    define: { 'process.env.NODE_ENV': '"development"' },
  } as const;
  await build({ ...options, entryPoints: ['react-18/client.tsx'] });
  await build({
    ...options,
    entryPoints: ['react-18/server.tsx'],
    platform: 'node',
    packages: 'external',
  });
  const { code, output } = await app.run('node react-18-built/server.js');
  if (code !== 0) throw new Error(output);
  return {
    html: output,
    script: readFileSync(join(app.folder, 'react-18-built/client.js'), 'utf8'),
  };
}

/** Takes the page over in Chromium, once with the session on the device and once after a logout there. */
export async function takeOver({ html, script }: { html: string; script: string }) {
  const served = await listen((req, res) => {
    const isScript = req.url === '/client.js';
    res.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    res.end(
      isScript
        ? script
        : `<!doctype html><link rel="icon" href="data:,"><div id="root">${html}</div><script type="module" src="/client.js"></script>`,
    );
  });
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumArgs],
  });
  try {
    const results = [];
    for (const isOver of [false, true]) {
      const context = await browser.newContext();
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(served.url);
      await page.evaluate((isOver) => window.react18.visit(isOver), isOver);
      await page.evaluate(() => window.react18.hydrate());
      await page.waitForFunction(
        (isOver) =>
          (document.querySelector('header')?.textContent ?? '').includes(isOver ? 'nobody' : 'ada'),
        isOver,
      );
      await page.evaluate(() => window.react18.arrive());
      await page.waitForFunction(
        (text) => document.querySelector('aside')?.textContent === text,
        isOver ? 'for nobody' : 'for ada@example.com',
      );
      const seen = await page.evaluate(() => window.react18.seen);
      results.push({ complaints, seen, text: await page.locator('#root').textContent() });
      await context.close();
    }
    return results;
  } finally {
    await browser.close();
    await served.close();
  }
}
