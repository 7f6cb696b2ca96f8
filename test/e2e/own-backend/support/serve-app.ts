import { build } from 'esbuild';
import type { Application } from 'express';
import { basename } from 'node:path';
import { listen } from '../../../server/support/listen.js';

/** An example's app in a page of its own, with a server that may be down. */
export interface ServedApp {
  readonly url: string;
  isDown: boolean;
  close(): Promise<void>;
}

/**
 * Serves an example: its server, and a page with its client as `window.app`.
 *
 * @param html - Attributes of the page's root element.
 */
export async function serveApp(name: string, app: Application, html = ''): Promise<ServedApp> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import * as app from './examples/${name}/client.ts'; window.app = app; app.auth.start();`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: 'assets',
    write: false,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const scripts = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
  const page = `<!doctype html><html lang="en" ${html}><meta charset="utf-8"><link rel="icon" href="data:,"><title>${name}</title><script type="module" src="/assets/stdin.js"></script></html>`;
  let isDown = false;
  const server = await listen((req, res) => {
    const { pathname } = new URL(req.url ?? '/', 'http://page');
    const script = scripts.get(pathname.replace('/assets/', ''));
    if (pathname === '/') res.writeHead(200, { 'content-type': 'text/html' }).end(page);
    else if (script) res.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    else if (isDown && pathname !== '/private') res.destroy();
    else app(req, res);
  });
  return {
    url: server.url,
    get isDown() {
      return isDown;
    },
    set isDown(down) {
      isDown = down;
    },
    close: () => server.close(),
  };
}
