import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServerState } from '../../../../src/server/index.js';
import { bundlePage } from './bundle.js';

const document = (body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>lab</title>${body}</html>`;
const documents: Record<string, string> = {
  '/': document('<div id="root"></div><script type="module" src="/assets/page.js"></script>'),
  '/elsewhere': document('<p>Elsewhere</p>'),
};

/** The test's page with what the server knows of who asks for it. */
export const renderPage = (state: ServerState): string =>
  document(
    `<script type="application/json" id="state">${JSON.stringify(state)}</script><div id="root"></div><script type="module" src="/assets/page.js"></script>`,
  );

/** Serves the test's pages and their scripts; false when the path is none of them. */
export async function servePage(req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  const { pathname } = new URL(req.url ?? '/', 'http://lab');
  const text = documents[pathname];
  if (text !== undefined) {
    res.writeHead(200, { 'content-type': 'text/html' }).end(text);
    return true;
  }
  if (!pathname.startsWith('/assets/')) return false;
  const script = (await bundlePage()).get(pathname.slice('/assets/'.length));
  res.writeHead(script ? 200 : 404, { 'content-type': 'text/javascript' }).end(script);
  return true;
}
