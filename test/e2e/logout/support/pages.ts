import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServerState } from '../../../../src/server/index.js';
import { bundlePage } from './bundle.js';
import type { Mode } from './mode.js';

const document = (body: string, mode: Mode) =>
  `<!doctype html><html lang="en"${mode === 'cookie only' ? ' data-tokens="none"' : ''}><meta charset="utf-8"><link rel="icon" href="data:,"><title>lab</title>${body}</html>`;
const bodies: Record<string, string> = {
  '/': '<div id="root"></div><script type="module" src="/assets/page.js"></script>',
  '/elsewhere': '<p>Elsewhere</p>',
};

/** The test's page with what the server knows of who asks for it. */
export const renderPage = (state: ServerState, mode: Mode): string =>
  document(
    `<script type="application/json" id="state">${JSON.stringify(state)}</script>${bodies['/']}`,
    mode,
  );

/** Serves the test's pages and their scripts; false when the path is none of them. */
export async function servePage(
  req: IncomingMessage,
  res: ServerResponse,
  mode: Mode,
): Promise<boolean> {
  const { pathname } = new URL(req.url ?? '/', 'http://lab');
  const body = bodies[pathname];
  if (body !== undefined) {
    res.writeHead(200, { 'content-type': 'text/html' }).end(document(body, mode));
    return true;
  }
  if (!pathname.startsWith('/assets/')) return false;
  const script = (await bundlePage()).get(pathname.slice('/assets/'.length));
  res.writeHead(script ? 200 : 404, { 'content-type': 'text/javascript' }).end(script);
  return true;
}
