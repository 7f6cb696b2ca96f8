import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { build } from 'esbuild';
import type { Answered, Asked } from './stand-in-intercepts.js';

/** What the page of the specs offers. */
interface SpecPage {
  runTests(): Promise<Record<string, string | null>>;
  answerTo(asked: Asked): Promise<Answered>;
}

const html = (script: string) =>
  `<!doctype html><meta charset="utf-8">${script}<script type="module" src="/app.js"></script>`;

/** A frame for the app beside the script of the specs, as Cypress lays them out. */
const runner = html('<iframe width="800" height="600"></iframe>').replace('app.js', 'spec.js');
const appPage = html('<title>App</title><div id="root"></div>');

/**
 * Runs specs in the stand-in of Cypress, in a real browser, on a real app; resolves to the titles with
 * what went wrong, or null. `spec` and `app` are modules as esbuild takes them.
 */
export async function runSpecs(
  browser: Browser,
  spec: string,
  app: string,
  resolveDir: string,
): Promise<Record<string, string | null>> {
  const standIn = fileURLToPath(new URL('./stand-in.ts', import.meta.url));
  const [specScript, appScript] = await Promise.all([
    bundle(`import ${JSON.stringify(standIn)};\n${spec}`, resolveDir),
    bundle(app, resolveDir),
  ]);
  const answers: Record<string, readonly [type: string, text: string]> = {
    '/__runner': ['text/html', runner],
    '/spec.js': ['text/javascript', specScript],
    '/app.js': ['text/javascript', appScript],
    '/': ['text/html', appPage],
  };
  const server = createServer(({ url = '' }, response) => {
    const [type, text] = answers[url] ?? ['text/plain', null];
    response.writeHead(text === null ? 404 : 200, { 'content-type': type });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const broken = new Promise<never>((_, reject) => page.on('pageerror', reject));
    await page.goto(`${origin}/__runner`);
    await Promise.race([broken, page.waitForFunction(() => 'runTests' in globalThis)]);
    await context.route('**/*', async (route) => {
      const request = route.request();
      const answered = await page.evaluate(
        (asked) => (globalThis as unknown as SpecPage).answerTo(asked),
        {
          url: request.url(),
          body: request.postData() ?? '',
          headers: await request.allHeaders(),
        },
      );
      if (answered === 'pass') return route.continue();
      if (answered === null) return route.abort('connectionrefused');
      const { statusCode: status, headers, body } = answered;
      return route.fulfill({ status, headers: headers as Record<string, string>, body });
    });
    return await page.evaluate(() => (globalThis as unknown as SpecPage).runTests());
  } finally {
    await context.close();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** As a browser gets it: a module of Node's in it would be an error. */
async function bundle(contents: string, resolveDir: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir, loader: 'tsx' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    // The stand-in is nothing but side effects.
    ignoreAnnotations: true,
    jsx: 'automatic',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles[0]?.text ?? '';
}
